/**
 * What a start consists of, and what stops it. Imports the contract and the gateway's configuration
 * port.
 */
@NullMarked
package dev.dragoman.standalone.start;

import org.jspecify.annotations.NullMarked;

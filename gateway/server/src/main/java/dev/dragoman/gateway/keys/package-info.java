/**
 * Keys that live in a store: looked up when they are presented, kept for a while. Imports the ports
 * of the store and of authentication.
 */
@NullMarked
package dev.dragoman.gateway.keys;

import org.jspecify.annotations.NullMarked;

/**
 * Brings records of usage to the store: in batches, off the request path, through outages. Imports
 * the store's ports, the store in use and the contract's JSON alone.
 */
@NullMarked
package dev.dragoman.gateway.usage;

import org.jspecify.annotations.NullMarked;

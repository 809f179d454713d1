/**
 * What a gateway remembers of turns whose clients do not bring it back: a port, its memory within
 * the process, and behind that the store in use, so that what one replica remembers another
 * recalls. Imports the neutral model, its envelope, the store's ports, the store in use and
 * Reactor.
 */
@NullMarked
package dev.dragoman.gateway.memory;

import org.jspecify.annotations.NullMarked;

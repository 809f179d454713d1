/**
 * What a gateway remembers of turns whose clients do not bring it back: a port and its memory
 * within the process. Imports the neutral model alone.
 */
@NullMarked
package dev.dragoman.gateway.memory;

import org.jspecify.annotations.NullMarked;

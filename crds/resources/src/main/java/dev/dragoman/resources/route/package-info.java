/** The parts of an LlmRoute. May import the shared values. */
@NullMarked
package dev.dragoman.resources.route;

import org.jspecify.annotations.NullMarked;

/** The controller of the LlmRoute. */
@NullMarked
package dev.dragoman.operator.route;

import org.jspecify.annotations.NullMarked;

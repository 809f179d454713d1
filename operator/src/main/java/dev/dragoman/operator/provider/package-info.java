/** The controller of the LlmProvider. */
@NullMarked
package dev.dragoman.operator.provider;

import org.jspecify.annotations.NullMarked;

/** The parts of an LlmProvider. May import the shared values. */
@NullMarked
package dev.dragoman.resources.provider;

import org.jspecify.annotations.NullMarked;

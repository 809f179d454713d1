/** The parts of an ApiKey and an LlmQuota. May import the shared values. */
@NullMarked
package dev.dragoman.resources.key;

import org.jspecify.annotations.NullMarked;

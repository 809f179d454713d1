/** The controller of the LlmQuota. */
@NullMarked
package dev.dragoman.operator.quota;

import org.jspecify.annotations.NullMarked;

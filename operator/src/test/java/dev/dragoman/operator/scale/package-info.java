/** Figures of a fleet of fifty pods; measured on request, never a test. */
@NullMarked
package dev.dragoman.operator.scale;

import org.jspecify.annotations.NullMarked;

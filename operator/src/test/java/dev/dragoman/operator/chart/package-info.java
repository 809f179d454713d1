/** The charts of the project, rendered by Helm itself. */
@NullMarked
package dev.dragoman.operator.chart;

import org.jspecify.annotations.NullMarked;

/**
 * Status as a projection of the fleet and of what pods told: conditions, the budget of writes, and
 * events. Knows no kind in particular.
 */
@NullMarked
package dev.dragoman.operator.status;

import org.jspecify.annotations.NullMarked;

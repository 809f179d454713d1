/**
 * The fleet as it is now: resolved anew after each change of a resource, in one place, for whoever
 * publishes it and whoever reports it. Knows informers and no controller.
 */
@NullMarked
package dev.dragoman.operator.fleets;

import org.jspecify.annotations.NullMarked;

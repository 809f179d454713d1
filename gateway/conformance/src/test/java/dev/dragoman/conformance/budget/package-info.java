/**
 * Budgets of a fleet, as a whole: real processes, a real store, and an upstream with a count of its
 * own.
 */
@NullMarked
package dev.dragoman.conformance.budget;

import org.jspecify.annotations.NullMarked;

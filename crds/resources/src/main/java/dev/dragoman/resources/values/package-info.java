/**
 * Values that several kinds share: references, selectors, limits, budgets, conditions. Imports
 * nothing of this module.
 */
@NullMarked
package dev.dragoman.resources.values;

import org.jspecify.annotations.NullMarked;

/**
 * Between the fleet and delivery: what each gateway should run on, and what its pods told of it.
 * The only package that knows both.
 */
@NullMarked
package dev.dragoman.operator.publishing;

import org.jspecify.annotations.NullMarked;

/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.limit.debt;

import org.jspecify.annotations.NullMarked;

/** Tests of this package. */
@NullMarked
package dev.dragoman.contract;

import org.jspecify.annotations.NullMarked;

/** The texts of keys that the operator makes, as they stand in Secrets. Pure. */
@NullMarked
package dev.dragoman.operator.material;

import org.jspecify.annotations.NullMarked;

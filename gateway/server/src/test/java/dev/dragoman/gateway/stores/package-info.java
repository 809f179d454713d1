/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.stores;

import org.jspecify.annotations.NullMarked;

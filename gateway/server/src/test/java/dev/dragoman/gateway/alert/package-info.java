/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.alert;

import org.jspecify.annotations.NullMarked;

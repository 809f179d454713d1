/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.route;

import org.jspecify.annotations.NullMarked;

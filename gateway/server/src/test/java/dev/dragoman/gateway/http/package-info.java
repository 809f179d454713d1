/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.http;

import org.jspecify.annotations.NullMarked;

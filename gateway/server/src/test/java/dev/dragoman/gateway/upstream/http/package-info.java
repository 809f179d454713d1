/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.upstream.http;

import org.jspecify.annotations.NullMarked;

/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.auth;

import org.jspecify.annotations.NullMarked;

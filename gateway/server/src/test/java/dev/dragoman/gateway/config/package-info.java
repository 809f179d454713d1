/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.config;

import org.jspecify.annotations.NullMarked;

/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.usage;

import org.jspecify.annotations.NullMarked;

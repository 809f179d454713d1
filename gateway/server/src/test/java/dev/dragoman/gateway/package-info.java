/** Tests of the gateway application as a whole and of its architecture. */
@NullMarked
package dev.dragoman.gateway;

import org.jspecify.annotations.NullMarked;

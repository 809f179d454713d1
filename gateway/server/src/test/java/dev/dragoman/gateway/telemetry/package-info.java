/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.telemetry;

import org.jspecify.annotations.NullMarked;

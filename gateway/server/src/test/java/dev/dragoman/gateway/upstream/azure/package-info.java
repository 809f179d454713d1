@NullMarked
package dev.dragoman.gateway.upstream.azure;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.dragoman.gateway.upstream;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.dragoman.gateway.source.stream;

import org.jspecify.annotations.NullMarked;

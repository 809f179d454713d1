@NullMarked
package dev.dragoman.gateway.memory;

import org.jspecify.annotations.NullMarked;

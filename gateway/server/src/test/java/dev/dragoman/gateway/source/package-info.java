@NullMarked
package dev.dragoman.gateway.source;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.dragoman.gateway.pod;

import org.jspecify.annotations.NullMarked;

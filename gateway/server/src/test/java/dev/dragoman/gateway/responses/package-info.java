@NullMarked
package dev.dragoman.gateway.responses;

import org.jspecify.annotations.NullMarked;

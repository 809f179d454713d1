@NullMarked
package dev.dragoman.operator;

import org.jspecify.annotations.NullMarked;

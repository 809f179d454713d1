@NullMarked
package dev.dragoman.operator.delivery;

import org.jspecify.annotations.NullMarked;

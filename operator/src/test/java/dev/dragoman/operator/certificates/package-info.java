@NullMarked
package dev.dragoman.operator.certificates;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.dragoman.operator.envelope;

import org.jspecify.annotations.NullMarked;

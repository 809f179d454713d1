@org.jspecify.annotations.NullMarked
package dev.dragoman.operator.key;

@NullMarked
package dev.dragoman.benchmarks.conversion;

import org.jspecify.annotations.NullMarked;

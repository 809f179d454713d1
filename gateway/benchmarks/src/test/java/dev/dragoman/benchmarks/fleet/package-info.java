@NullMarked
package dev.dragoman.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;

/** The examples of the chart, for the tests of all modules that judge them. */
@NullMarked
package dev.dragoman.resources.examples;

import org.jspecify.annotations.NullMarked;

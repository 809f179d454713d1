/** The configurations that every side of the contract tests against. Shared as a test jar. */
@NullMarked
package dev.dragoman.contract.samples;

import org.jspecify.annotations.NullMarked;

/** The generated list of what goes wrong between two protocols and which tests watch it. */
@NullMarked
package dev.dragoman.conformance.pitfalls;

import org.jspecify.annotations.NullMarked;

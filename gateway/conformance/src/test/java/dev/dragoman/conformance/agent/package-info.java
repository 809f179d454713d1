/** Coding agents as people install them, run headless against a gateway. */
@NullMarked
package dev.dragoman.conformance.agent;

import org.jspecify.annotations.NullMarked;

/** Answers that a later request may name and build on. */
@NullMarked
package dev.dragoman.store.response;

import org.jspecify.annotations.NullMarked;

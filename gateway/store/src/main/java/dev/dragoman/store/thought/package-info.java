/** Opaque state of reasoning, for clients that drop it between two turns (design.md 3.5). */
@NullMarked
package dev.dragoman.store.thought;

import org.jspecify.annotations.NullMarked;

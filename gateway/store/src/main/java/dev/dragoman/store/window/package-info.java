/**
 * Windows: spans of time in which a subject may do so much. One item each, from which every process
 * of a fleet commits slices (design.md 3.10). Pure but for the port.
 */
@NullMarked
package dev.dragoman.store.window;

import org.jspecify.annotations.NullMarked;

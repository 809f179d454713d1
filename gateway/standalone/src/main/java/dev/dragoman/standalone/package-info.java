/**
 * The {@code dragoman} command: one process that serves a directory of manifests, or what its
 * environment says. Puts the packages below it together; nobody imports it.
 */
@NullMarked
package dev.dragoman.standalone;

import org.jspecify.annotations.NullMarked;

/**
 * YAML read with a place for every value, so that each problem names file, line, path and reason.
 * Imports the YAML engine alone, and is the only package that does.
 */
@NullMarked
package dev.dragoman.standalone.yaml;

import org.jspecify.annotations.NullMarked;

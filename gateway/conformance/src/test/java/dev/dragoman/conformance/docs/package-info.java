/**
 * Whether the pages of the repository are true: their commands run, their manifests are accepted,
 * their links lead somewhere.
 */
@NullMarked
package dev.dragoman.conformance.docs;

import org.jspecify.annotations.NullMarked;

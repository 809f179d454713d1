/**
 * Models that think, as their vendors spell them: what a scripted upstream answers, and what of it
 * must come back in later requests.
 */
@NullMarked
package dev.dragoman.conformance.loop;

import org.jspecify.annotations.NullMarked;

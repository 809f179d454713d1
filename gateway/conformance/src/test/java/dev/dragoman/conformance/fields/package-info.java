/** What becomes of every field that the official SDKs can send. */
@NullMarked
package dev.dragoman.conformance.fields;

import org.jspecify.annotations.NullMarked;

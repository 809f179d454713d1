/** A corpus of JSON Schemas and what each target makes of them. */
@NullMarked
package dev.dragoman.protocol.schemas;

import org.jspecify.annotations.NullMarked;

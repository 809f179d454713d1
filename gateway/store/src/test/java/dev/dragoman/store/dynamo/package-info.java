/** Tests of this package. */
@NullMarked
package dev.dragoman.store.dynamo;

import org.jspecify.annotations.NullMarked;

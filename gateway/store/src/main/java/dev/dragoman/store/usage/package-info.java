/** Who used what: records of single requests and totals, without any content. */
@NullMarked
package dev.dragoman.store.usage;

import org.jspecify.annotations.NullMarked;

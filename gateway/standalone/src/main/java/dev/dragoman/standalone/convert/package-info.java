/** Conversion of one request or answer without a gateway. Imports protocol. */
@NullMarked
package dev.dragoman.standalone.convert;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.codec;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.wire;

import org.jspecify.annotations.NullMarked;

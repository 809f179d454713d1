/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.normalise;

import org.jspecify.annotations.NullMarked;

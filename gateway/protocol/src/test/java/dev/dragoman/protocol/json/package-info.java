/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.json;

import org.jspecify.annotations.NullMarked;

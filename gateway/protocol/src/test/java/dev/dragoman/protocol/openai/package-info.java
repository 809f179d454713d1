/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.openai;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.anthropic;

import org.jspecify.annotations.NullMarked;

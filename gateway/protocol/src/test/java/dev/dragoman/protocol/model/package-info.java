/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.model;

import org.jspecify.annotations.NullMarked;

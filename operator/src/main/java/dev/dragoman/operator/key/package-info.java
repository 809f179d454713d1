/** The controller of the ApiKey; its text where the operator makes it. */
@NullMarked
package dev.dragoman.operator.key;

import org.jspecify.annotations.NullMarked;

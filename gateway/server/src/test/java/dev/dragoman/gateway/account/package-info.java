/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.account;

import org.jspecify.annotations.NullMarked;

/**
 * What the vendors' own SDKs say of JSON that crosses a wire: whether it is a request that they
 * could have sent, or an answer that they can read, with nothing in it that they do not know.
 */
@NullMarked
package dev.dragoman.conformance.judge;

import org.jspecify.annotations.NullMarked;

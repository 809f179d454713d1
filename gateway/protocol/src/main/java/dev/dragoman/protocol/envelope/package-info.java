/**
 * Opaque reasoning state on its way through a client that speaks another protocol than the upstream
 * (protocols.md 2.6): sealed when an answer passes, opened when the history comes back. Imports
 * {@code model}, {@code json} and {@code codec}; knows no protocol.
 */
@NullMarked
package dev.dragoman.protocol.envelope;

import org.jspecify.annotations.NullMarked;

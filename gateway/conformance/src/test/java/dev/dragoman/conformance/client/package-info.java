/**
 * The vendors' official SDKs behind one small interface, so that a promise is tested once for every
 * pair of client and upstream. Retries are off, validation of answers is on.
 */
@NullMarked
package dev.dragoman.conformance.client;

import org.jspecify.annotations.NullMarked;

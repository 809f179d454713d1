/**
 * The table of every feature, client and upstream: official SDKs ask the running gateway, scripted
 * upstreams judge what they are told and answer, and what the SDK reads is compared with what was
 * said.
 */
@NullMarked
package dev.dragoman.conformance.matrix;

import org.jspecify.annotations.NullMarked;

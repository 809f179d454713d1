/**
 * The built-in upstream: reads and answers OpenAI Chat wire bytes in the process, without a
 * network, so that every step of the pipeline runs as for any other upstream.
 */
@NullMarked
package dev.dragoman.gateway.upstream.simulated;

import org.jspecify.annotations.NullMarked;

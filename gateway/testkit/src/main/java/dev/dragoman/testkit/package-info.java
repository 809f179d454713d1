/**
 * Upstreams for tests and benchmarks: servers on loopback that speak the wire formats of Anthropic
 * Messages and OpenAI Chat Completions and do exactly what a script says, failures included. What
 * they received is kept byte for byte, so that a test can judge it.
 *
 * <p>May import {@code dev.dragoman.protocol.json} and {@code dev.dragoman.protocol.wire} for
 * reading and writing JSON and frames, and reactor-netty. No codec: a server that answered through
 * the codecs under test would agree with their mistakes. Production modules never import it.
 */
@NullMarked
package dev.dragoman.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * What the gateway costs beside its floor. {@link dev.dragoman.benchmarks.Load} starts a fast
 * upstream, a bare proxy and gateways as processes of their own, drives them in interleaved rounds
 * and prints one table: CPU per request from the kernel's books, memory, and whether a slow stream
 * lost an event.
 *
 * <p>May import the testkit, {@code protocol.wire} for frames, and reactor-netty. The gateway is
 * known as a jar file only. This is a command, not a server: its main thread may wait for a result.
 */
@NullMarked
package dev.dragoman.benchmarks;

import org.jspecify.annotations.NullMarked;

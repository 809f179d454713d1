/**
 * Upstreams that speak HTTP, through reactor-netty, and the policy of the addresses they may have.
 * Knows no protocol.
 */
@NullMarked
package dev.dragoman.gateway.upstream.http;

import org.jspecify.annotations.NullMarked;

/**
 * Bedrock as an upstream: who the gateway is in AWS, signatures, and the binary framing of streams.
 * The only package that imports AWS types; bytes travel through {@code upstream.http}.
 */
@NullMarked
package dev.dragoman.gateway.upstream.bedrock;

import org.jspecify.annotations.NullMarked;

package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.NamedCalls;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;

/** The side that upstreams see. */
final class GeminiOutbound implements OutboundCodec {
  @Override
  public Encoded encodeRequest(ChatRequest request, Target target) {
    return new GeminiRequestEncoder(request, target).encode();
  }

  /** A header, never the address: addresses are logged. */
  @Override
  public WireHeaders credential(String secret) {
    return WireHeaders.of("x-goog-api-key", secret);
  }

  /** It follows no address but those of Google's own files, and of YouTube. */
  @Override
  public boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return GeminiMedia.needsBytes(block, capabilities);
  }

  @Override
  public ChatResponse decodeResponse(WireResponse response) {
    return NamedCalls.in(GeminiResponses.decode(response));
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new GeminiStreamDecoder();
  }

  @Override
  public GatewayError decodeError(WireResponse response) {
    return GeminiErrors.decode(response);
  }
}

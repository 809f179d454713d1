package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.NamedCalls;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** The side that upstreams see. */
final class AnthropicOutbound implements OutboundCodec {
  @Override
  public Encoded encodeRequest(ChatRequest request, Target target) {
    return new AnthropicRequestEncoder(request, target).encode();
  }

  @Override
  public boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return AnthropicMedia.carried(capabilities).needsBytes(block);
  }

  @Override
  public WireHeaders credential(String secret) {
    return WireHeaders.of("x-api-key", secret);
  }

  @Override
  public ChatResponse decodeResponse(WireResponse response) {
    return NamedCalls.in(AnthropicResponses.decode(response));
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new AnthropicStreamDecoder();
  }

  @Override
  public boolean signsThinking() {
    return true;
  }

  @Override
  public List<RateLimit> rateLimits(WireHeaders headers, Instant now) {
    return AnthropicRateLimits.in(headers, now);
  }

  @Override
  public GatewayError decodeError(WireResponse response) {
    return AnthropicErrors.decode(response);
  }
}

package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The side that clients see. */
final class AnthropicInbound implements InboundCodec {
  @Override
  public ChatRequest decodeRequest(WireRequest request) {
    return AnthropicRequestDecoder.decode(request);
  }

  @Override
  public byte[] encodeResponse(ChatResponse response, ReplyContext context) {
    return AnthropicResponses.encode(response, context);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyContext context) {
    return new AnthropicStreamEncoder(context);
  }

  @Override
  public ThoughtCarrier thoughtCarrier() {
    return new ThoughtCarrier(Set.of(Provider.ANTHROPIC), true);
  }

  @Override
  public WireHeaders replyHeaders(String requestId) {
    return WireHeaders.of(AnthropicErrors.REQUEST_ID, AnthropicErrors.requestId(requestId));
  }

  @Override
  public WireHeaders rateLimits(List<RateLimit> limits, Instant now) {
    return AnthropicRateLimits.of(limits, now);
  }

  @Override
  public byte[] encodeTokenCount(long tokens) {
    return new JsonWriter().beginObject().field("input_tokens", tokens).endObject().bytes();
  }

  @Override
  public WireResponse encodeError(GatewayError error, String requestId) {
    return AnthropicErrors.encode(error, requestId);
  }
}

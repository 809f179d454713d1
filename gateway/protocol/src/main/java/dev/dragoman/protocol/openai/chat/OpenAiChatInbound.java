package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.openai.OpenAiRateLimits;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The side that clients see. */
final class OpenAiChatInbound implements InboundCodec {
  @Override
  public ChatRequest decodeRequest(WireRequest request) {
    return OpenAiChatRequestDecoder.decode(request.body());
  }

  @Override
  public byte[] encodeResponse(ChatResponse response, ReplyContext context) {
    return OpenAiChatResponseEncoder.encode(response, context);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyContext context) {
    return new OpenAiChatStreamEncoder(context);
  }

  @Override
  public ThoughtCarrier thoughtCarrier() {
    return new ThoughtCarrier(Set.of(Provider.ANTHROPIC), false);
  }

  @Override
  public WireHeaders replyHeaders(String requestId) {
    return OpenAiErrors.requestId(requestId);
  }

  @Override
  public WireHeaders rateLimits(List<RateLimit> limits, Instant now) {
    return OpenAiRateLimits.of(limits);
  }

  @Override
  public WireResponse encodeError(GatewayError error, String requestId) {
    return OpenAiErrors.encode(error, requestId);
  }
}

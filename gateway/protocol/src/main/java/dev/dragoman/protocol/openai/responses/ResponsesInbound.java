package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.openai.OpenAiRateLimits;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The side that clients see. */
final class ResponsesInbound implements InboundCodec {
  @Override
  public ChatRequest decodeRequest(WireRequest request) {
    return ResponsesRequestDecoder.decode(request.body());
  }

  @Override
  public byte[] encodeResponse(ChatResponse response, ReplyContext context) {
    return ResponsesStreamEncoder.whole(response, context);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyContext context) {
    return new ResponsesStreamEncoder(context);
  }

  /** Reasoning items bring back text that nobody signed too; sealed, it comes back as it was. */
  @Override
  public ThoughtCarrier thoughtCarrier() {
    return new ThoughtCarrier(Set.of(ReasoningItems.OPENAI), true);
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

package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** What the clients of both of OpenAI's protocols see alike: headers and errors. */
public abstract class OpenAiInbound implements InboundCodec {
  @Override
  public final WireHeaders replyHeaders(String requestId) {
    return OpenAiErrors.requestId(requestId);
  }

  @Override
  public final WireHeaders rateLimits(List<RateLimit> limits, Instant now) {
    return OpenAiRateLimits.of(limits);
  }

  @Override
  public final WireResponse encodeError(GatewayError error, String requestId) {
    return OpenAiErrors.encode(error, requestId);
  }
}

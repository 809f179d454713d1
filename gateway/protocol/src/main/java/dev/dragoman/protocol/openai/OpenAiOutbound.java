package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** What upstreams of both of OpenAI's protocols see and say alike. */
public abstract class OpenAiOutbound implements OutboundCodec {
  @Override
  public final WireHeaders credential(String secret) {
    return WireHeaders.of("authorization", "Bearer " + secret);
  }

  @Override
  public final List<RateLimit> rateLimits(WireHeaders headers, Instant now) {
    return OpenAiRateLimits.in(headers);
  }

  @Override
  public final GatewayError decodeError(WireResponse response) {
    return OpenAiErrors.decode(response);
  }
}

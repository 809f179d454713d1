package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.openai.OpenAiRateLimits;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** The side that upstreams see. */
final class ResponsesOutbound implements OutboundCodec {
  @Override
  public Encoded encodeRequest(ChatRequest request, Target target) {
    return ResponsesRequestEncoder.encode(request, target);
  }

  @Override
  public boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return ItemMedia.carried(capabilities).needsBytes(block);
  }

  @Override
  public WireHeaders credential(String secret) {
    return WireHeaders.of("authorization", "Bearer " + secret);
  }

  @Override
  public ChatResponse decodeResponse(WireResponse response) {
    return ResponsesAnswerDecoder.decode(response);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new ResponsesStreamDecoder();
  }

  /** The state of an item comes with its end. */
  @Override
  public boolean signsThinking() {
    return true;
  }

  @Override
  public List<RateLimit> rateLimits(WireHeaders headers, Instant now) {
    return OpenAiRateLimits.in(headers);
  }

  @Override
  public GatewayError decodeError(WireResponse response) {
    return OpenAiErrors.decode(response);
  }
}

package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** What a client speaks: its requests are decoded, its answers encoded. Stateless. */
public interface InboundCodec {
  /**
   * Decodes a request. With the path of a {@link Endpoint.Operation#COUNT_TOKENS} endpoint, fields
   * that only a generation needs may be absent.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field's path
   */
  ChatRequest decodeRequest(WireRequest request);

  /** The body of a whole answer. */
  byte[] encodeResponse(ChatResponse response, ReplyContext context);

  /** A fresh encoder for one streamed answer. */
  StreamEncoder streamEncoder(ReplyContext context);

  /** The type of media of a streamed answer to {@code request}. */
  default String streamType(WireRequest request) {
    return "text/event-stream; charset=utf-8";
  }

  /** What of a model's thinking a client of this protocol brings back. */
  default ThoughtCarrier thoughtCarrier() {
    return ThoughtCarrier.NONE;
  }

  /** Headers that the protocol itself gives a successful answer, such as its request id. */
  default WireHeaders replyHeaders(String requestId) {
    return WireHeaders.NONE;
  }

  /**
   * How the caller's rates stand, in the headers of the protocol's owner.
   *
   * @param now for protocols that tell when, not how long
   */
  default WireHeaders rateLimits(List<RateLimit> limits, Instant now) {
    return WireHeaders.NONE;
  }

  /**
   * The answer to {@link Endpoint.Operation#COUNT_TOKENS}.
   *
   * @throws IllegalStateException in protocols that have no such endpoint
   */
  default byte[] encodeTokenCount(long tokens) {
    throw new IllegalStateException("this protocol has no endpoint that counts tokens");
  }

  /** An error as a whole response: status, headers of the protocol, body. */
  WireResponse encodeError(GatewayError error, String requestId);
}

package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;

/** What a client speaks: its requests are decoded, its answers encoded. Stateless. */
public interface InboundCodec {
  /**
   * Decodes a request of {@link Endpoint.Operation#GENERATE}.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field's path
   */
  ChatRequest decodeRequest(WireRequest request);

  /** The body of a whole answer. */
  byte[] encodeResponse(ChatResponse response, ReplyContext context);

  /** A fresh encoder for one streamed answer. */
  StreamEncoder streamEncoder(ReplyContext context);

  /** An error as a whole response: status, headers of the protocol, body. */
  WireResponse encodeError(GatewayError error, String requestId);
}

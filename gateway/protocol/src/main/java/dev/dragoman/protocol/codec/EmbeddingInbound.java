package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireRequest;

/** Requests for vectors as clients spell them, and the answers to them. Stateless. */
public interface EmbeddingInbound extends ForwardCodec {
  /**
   * Decodes a request.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field's path
   */
  EmbeddingRequest decodeRequest(WireRequest request);

  /**
   * The body of an answer.
   *
   * @param response with a usage that is known
   */
  byte[] encodeResponse(EmbeddingResponse response, EmbeddingRequest asked);
}

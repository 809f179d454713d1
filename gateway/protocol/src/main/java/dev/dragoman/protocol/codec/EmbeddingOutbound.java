package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireResponse;

/** Requests for vectors as upstreams want them, and their answers. Stateless. */
public interface EmbeddingOutbound {
  /** What is spoken; clients that say the same name may be passed on as they are. */
  ProtocolId id();

  /**
   * Encodes a request for {@code target}.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what the target cannot carry
   */
  EncodedEmbeddings encodeRequest(EmbeddingRequest request, Target target);

  /**
   * Decodes the answer to one call.
   *
   * @param expected how many vectors were asked for
   * @throws GatewayException {@code BAD_UPSTREAM} when it is not an answer with that many; the
   *     error inside when a 200 holds one
   */
  EmbeddingResponse decodeResponse(WireResponse response, int expected);
}

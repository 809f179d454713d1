package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One wire protocol that clients speak. Stateless. */
public interface ClientProtocol {
  ProtocolId id();

  /** Paths on which clients speak this protocol. */
  List<Endpoint> endpoints();

  InboundCodec inbound();

  PassThroughCodec passThrough();

  /** How answers are stored, null in protocols whose requests build on no earlier answer. */
  default @Nullable ResponseStorage storage() {
    return null;
  }

  /**
   * How clients ask for vectors, {@link Endpoint.Operation#EMBED}.
   *
   * @throws IllegalStateException in protocols that have no such endpoint
   */
  default EmbeddingInbound embeddings() {
    throw new IllegalStateException("this protocol has no endpoint that makes vectors");
  }

  /**
   * How calls pass that the gateway has no model of, {@link Endpoint.Operation#FORWARD}.
   *
   * @throws IllegalStateException in protocols that have no such endpoint
   */
  default ForwardCodec forward() {
    throw new IllegalStateException("this protocol has no endpoint without a model of it");
  }
}

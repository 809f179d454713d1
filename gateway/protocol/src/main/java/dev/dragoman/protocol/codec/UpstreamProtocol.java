package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ProtocolId;
import org.jspecify.annotations.Nullable;

/** One wire protocol that upstreams speak. Stateless. */
public interface UpstreamProtocol {
  ProtocolId id();

  OutboundCodec outbound();

  /** How upstreams are asked for vectors, null where they make none. */
  default @Nullable EmbeddingOutbound vectors() {
    return null;
  }

  /** Whether upstreams also take what clients of {@code client} ask that nobody can convert. */
  default boolean forwards(ProtocolId client) {
    return false;
  }
}

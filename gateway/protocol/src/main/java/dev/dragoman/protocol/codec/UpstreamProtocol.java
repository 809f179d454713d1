package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ProtocolId;

/** One wire protocol that upstreams speak. Stateless. */
public interface UpstreamProtocol {
  ProtocolId id();

  OutboundCodec outbound();
}

package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ProtocolId;

/** One wire protocol that clients speak as well as upstreams, and its two sides. Stateless. */
public interface Protocol extends ClientProtocol, UpstreamProtocol {
  @Override
  ProtocolId id();
}

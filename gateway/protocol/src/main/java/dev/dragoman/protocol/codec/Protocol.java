package dev.dragoman.protocol.codec;

import java.util.List;

/** One wire protocol that clients speak as well as upstreams, and its two sides. Stateless. */
public interface Protocol extends UpstreamProtocol {
  /** Paths on which clients speak this protocol. */
  List<Endpoint> endpoints();

  InboundCodec inbound();

  PassThroughCodec passThrough();
}

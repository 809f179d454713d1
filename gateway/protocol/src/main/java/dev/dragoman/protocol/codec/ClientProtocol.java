package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;

/** One wire protocol that clients speak. Stateless. */
public interface ClientProtocol {
  ProtocolId id();

  /** Paths on which clients speak this protocol. */
  List<Endpoint> endpoints();

  InboundCodec inbound();

  PassThroughCodec passThrough();
}

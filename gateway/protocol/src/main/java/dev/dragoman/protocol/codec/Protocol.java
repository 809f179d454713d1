package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;

/** One wire protocol: what clients speak it on, and the codecs of its two sides. Stateless. */
public interface Protocol {
  ProtocolId id();

  /** Paths on which clients speak this protocol. */
  List<Endpoint> endpoints();

  InboundCodec inbound();

  OutboundCodec outbound();

  PassThroughCodec passThrough();
}

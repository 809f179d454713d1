package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;

/** OpenAI Chat Completions: the table of contents of this package. Stateless. */
public final class OpenAiChatProtocol implements Protocol {
  private static final List<Endpoint> ENDPOINTS =
      List.of(new Endpoint("POST", "/v1/chat/completions", Operation.GENERATE));

  private final InboundCodec inbound = new OpenAiChatInbound();
  private final OutboundCodec outbound = new OpenAiChatOutbound();
  private final PassThroughCodec passThrough = new OpenAiChatPassThrough();

  @Override
  public ProtocolId id() {
    return ProtocolId.OPENAI_CHAT;
  }

  @Override
  public List<Endpoint> endpoints() {
    return ENDPOINTS;
  }

  @Override
  public InboundCodec inbound() {
    return inbound;
  }

  @Override
  public OutboundCodec outbound() {
    return outbound;
  }

  @Override
  public PassThroughCodec passThrough() {
    return passThrough;
  }
}

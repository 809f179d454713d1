package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.embeddings.OpenAiEmbeddingInbound;
import dev.dragoman.protocol.openai.embeddings.OpenAiEmbeddingOutbound;
import java.util.List;

/**
 * OpenAI Chat Completions: the table of contents of this package, and embeddings, which OpenAI has
 * beside them. Stateless.
 */
public final class OpenAiChatProtocol implements Protocol {
  private static final List<Endpoint> ENDPOINTS =
      List.of(
          new Endpoint("POST", "/v1/chat/completions", Operation.GENERATE),
          new Endpoint("POST", OpenAiEmbeddingInbound.PATH, Operation.EMBED));

  private final InboundCodec inbound = new OpenAiChatInbound();
  private final OutboundCodec outbound = new OpenAiChatOutbound();
  private final PassThroughCodec passThrough = new OpenAiChatPassThrough();
  private final EmbeddingInbound embeddings = new OpenAiEmbeddingInbound();
  private final EmbeddingOutbound vectors = new OpenAiEmbeddingOutbound();

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

  @Override
  public EmbeddingInbound embeddings() {
    return embeddings;
  }

  @Override
  public EmbeddingOutbound vectors() {
    return vectors;
  }
}

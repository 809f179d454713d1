package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.ForwardCodec;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.OpenAiForward;
import dev.dragoman.protocol.openai.embeddings.OpenAiEmbeddingInbound;
import dev.dragoman.protocol.openai.embeddings.OpenAiEmbeddingOutbound;
import java.util.List;
import java.util.stream.Stream;

/**
 * OpenAI Chat Completions: the table of contents of this package, and what OpenAI has beside them:
 * embeddings, and calls that only pass. Stateless.
 */
public final class OpenAiChatProtocol implements Protocol {
  private static final List<Endpoint> ENDPOINTS =
      Stream.concat(
              Stream.of(
                  new Endpoint("POST", "/v1/chat/completions", Operation.GENERATE),
                  new Endpoint("POST", OpenAiEmbeddingInbound.PATH, Operation.EMBED)),
              OpenAiForward.PATHS.stream()
                  .map(path -> new Endpoint("POST", path, Operation.FORWARD)))
          .toList();

  private final InboundCodec inbound = new OpenAiChatInbound();
  private final OutboundCodec outbound = new OpenAiChatOutbound();
  private final PassThroughCodec passThrough = new OpenAiChatPassThrough();
  private final EmbeddingInbound embeddings = new OpenAiEmbeddingInbound();
  private final EmbeddingOutbound vectors = new OpenAiEmbeddingOutbound();
  private final ForwardCodec forward = new OpenAiForward();

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

  @Override
  public ForwardCodec forward() {
    return forward;
  }

  @Override
  public boolean forwards(ProtocolId client) {
    return client.equals(forward.id());
  }
}

package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.ForwardCodec;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.OpenAiForward;
import dev.dragoman.protocol.openai.embeddings.OpenAiEmbeddingOutbound;
import java.util.List;

/** OpenAI Responses: the table of contents of this package. Stateless. */
public final class ResponsesProtocol implements Protocol {
  private static final List<Endpoint> ENDPOINTS =
      List.of(
          new Endpoint("POST", ResponsesPassThrough.PATH, Operation.GENERATE),
          new Endpoint("POST", ResponsesPassThrough.COUNT_PATH, Operation.COUNT_TOKENS),
          new Endpoint("POST", ResponsesPassThrough.COMPACT_PATH, Operation.FORWARD));

  private final InboundCodec inbound = new ResponsesInbound();
  private final OutboundCodec outbound = new ResponsesOutbound();
  private final PassThroughCodec passThrough = new ResponsesPassThrough();
  private final ResponseStorage storage = new ResponsesStorage();
  private final ForwardCodec forward =
      new OpenAiForward(ProtocolId.OPENAI_RESPONSES, ResponsesStorage.SCANNED);
  private final EmbeddingOutbound vectors = new OpenAiEmbeddingOutbound();

  @Override
  public ResponseStorage storage() {
    return storage;
  }

  @Override
  public ProtocolId id() {
    return ProtocolId.OPENAI_RESPONSES;
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
  public EmbeddingOutbound vectors() {
    return vectors;
  }

  /** A conversation is folded by who made it: its compaction is sealed by OpenAI. */
  @Override
  public ForwardCodec forward() {
    return forward;
  }

  @Override
  public boolean forwards(ProtocolId client) {
    return client.equals(ProtocolId.OPENAI_CHAT) || client.equals(forward.id());
  }
}

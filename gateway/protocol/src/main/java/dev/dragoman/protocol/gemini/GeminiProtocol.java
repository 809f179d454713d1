package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gemini. Table of contents of the package:
 *
 * <ul>
 *   <li>requests of clients: {@link GeminiRequestDecoder}; for upstreams: {@link
 *       GeminiRequestEncoder}; what is lost on the way: {@link GeminiLosses}
 *   <li>answers of upstreams, whole and streamed: {@link GeminiAnswer}; for clients: {@link
 *       GeminiResponseEncoder}, {@link GeminiStreamEncoder}
 *   <li>what passes: {@link GeminiPassThrough}
 *   <li>signatures of parts: {@link GeminiSignatures}
 *   <li>vectors: {@link GeminiEmbeddingInbound}, {@link GeminiEmbeddingOutbound}
 *   <li>errors: {@link GeminiErrors}
 * </ul>
 *
 * <p>Source of all wire shapes: {@code GenerateContentRequest} and {@code GenerateContentResponse}
 * of the API reference on ai.google.dev, version v1beta, and the types of the Google Gen AI SDK.
 */
public final class GeminiProtocol implements Protocol {
  private static final List<Endpoint> ENDPOINTS =
      Stream.of("/v1beta/models/{model}", "/v1/models/{model}")
          .flatMap(model ->
              Stream.of(
                  new Endpoint("POST", model + GeminiCall.GENERATE, Operation.GENERATE),
                  new Endpoint("POST", model + GeminiCall.STREAM, Operation.GENERATE),
                  new Endpoint("POST", model + GeminiCall.COUNT, Operation.COUNT_TOKENS),
                  new Endpoint("POST", model + GeminiCall.EMBED, Operation.EMBED),
                  new Endpoint("POST", model + GeminiCall.BATCH_EMBED, Operation.EMBED)))
          .toList();

  private final InboundCodec inbound = new GeminiInbound();
  private final OutboundCodec outbound = new GeminiOutbound();
  private final PassThroughCodec passThrough = new GeminiPassThrough();
  private final EmbeddingInbound embeddings = new GeminiEmbeddingInbound();
  private final EmbeddingOutbound vectors = new GeminiEmbeddingOutbound();

  @Override
  public ProtocolId id() {
    return ProtocolId.GEMINI;
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
  public PassThroughCodec passThrough() {
    return passThrough;
  }

  @Override
  public OutboundCodec outbound() {
    return outbound;
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

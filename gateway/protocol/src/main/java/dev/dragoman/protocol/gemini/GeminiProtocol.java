package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ProtocolId;

/**
 * Gemini. Table of contents of the package:
 *
 * <ul>
 *   <li>requests: {@link GeminiRequestEncoder}; what is lost on the way: {@link GeminiLosses}
 *   <li>answers, whole and streamed: {@link GeminiAnswer}
 *   <li>signatures of parts: {@link GeminiSignatures}
 *   <li>errors: {@link GeminiErrors}
 * </ul>
 *
 * <p>Source of all wire shapes: {@code GenerateContentRequest} and {@code GenerateContentResponse}
 * of the API reference on ai.google.dev, version v1beta, and the types of the Google Gen AI SDK.
 */
public final class GeminiProtocol implements UpstreamProtocol {
  private final OutboundCodec outbound = new GeminiOutbound();

  @Override
  public ProtocolId id() {
    return ProtocolId.GEMINI;
  }

  @Override
  public OutboundCodec outbound() {
    return outbound;
  }
}

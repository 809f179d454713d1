package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ProtocolId;

/**
 * Bedrock Converse. Table of contents of the package:
 *
 * <ul>
 *   <li>requests: {@link ConverseRequestEncoder}; what is lost on the way: {@link ConverseLosses}
 *   <li>answers: {@link ConverseResponses}
 *   <li>streams: {@link ConverseStreamDecoder}
 *   <li>errors: {@link ConverseErrors}
 *   <li>vectors, which Converse does not make: {@link InvokeEmbeddings}
 * </ul>
 *
 * <p>Source of all wire shapes: Converse and ConverseStream in the Amazon Bedrock API reference,
 * and the service model of {@code bedrock-runtime} in the AWS SDK 2.54.
 */
public final class BedrockProtocol implements UpstreamProtocol {
  private final OutboundCodec outbound = new BedrockOutbound();
  private final EmbeddingOutbound vectors = new InvokeEmbeddings();

  @Override
  public ProtocolId id() {
    return ProtocolId.BEDROCK;
  }

  @Override
  public OutboundCodec outbound() {
    return outbound;
  }

  @Override
  public EmbeddingOutbound vectors() {
    return vectors;
  }
}

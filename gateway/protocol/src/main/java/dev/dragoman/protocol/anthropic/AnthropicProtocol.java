package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;

/**
 * Anthropic Messages, versions 2023-06-01 and 2026-10-21. Table of contents of the package:
 *
 * <ul>
 *   <li>requests: {@link AnthropicRequestDecoder}, {@link AnthropicRequestEncoder}
 *   <li>answers: {@link AnthropicResponses}
 *   <li>streams: {@link AnthropicStreamDecoder}, {@link AnthropicStreamEncoder}
 *   <li>errors: {@link AnthropicErrors}
 *   <li>the same protocol on both sides: {@link AnthropicPassThrough}
 * </ul>
 *
 * <p>Source of all wire shapes: the Messages API reference on platform.claude.com.
 */
public final class AnthropicProtocol implements Protocol {
  static final String MESSAGES = "/v1/messages";
  static final String COUNT_TOKENS = "/v1/messages/count_tokens";

  private final InboundCodec inbound = new AnthropicInbound();
  private final OutboundCodec outbound = new AnthropicOutbound();
  private final PassThroughCodec passThrough = new AnthropicPassThrough();

  @Override
  public ProtocolId id() {
    return ProtocolId.ANTHROPIC;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("POST", MESSAGES, Endpoint.Operation.GENERATE),
        new Endpoint("POST", COUNT_TOKENS, Endpoint.Operation.COUNT_TOKENS));
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

package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.NamedCalls;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;

/** The side that upstreams see. */
final class BedrockOutbound implements OutboundCodec {
  @Override
  public Encoded encodeRequest(ChatRequest request, Target target) {
    return new ConverseRequestEncoder(request, target).encode();
  }

  /** An API key of Bedrock; other credentials sign each request, which the transport does. */
  @Override
  public WireHeaders credential(String secret) {
    return WireHeaders.of("authorization", "Bearer " + secret);
  }

  /** It takes bytes, never an address but one of S3. */
  @Override
  public boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return ConverseMedia.needsBytes(block, capabilities);
  }

  /** Claude on Bedrock signs as Claude elsewhere does. */
  @Override
  public boolean signsThinking() {
    return true;
  }

  @Override
  public ChatResponse decodeResponse(WireResponse response) {
    return NamedCalls.in(ConverseResponses.decode(response));
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new ConverseStreamDecoder();
  }

  @Override
  public GatewayError decodeError(WireResponse response) {
    return ConverseErrors.decode(response);
  }
}

package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Set;

/** The side that clients see. */
final class GeminiInbound implements InboundCodec {
  private static final String ARRAY = "application/json; charset=utf-8";

  @Override
  public ChatRequest decodeRequest(WireRequest request) {
    return GeminiRequestDecoder.decode(request);
  }

  @Override
  public byte[] encodeResponse(ChatResponse response, ReplyContext context) {
    return GeminiResponseEncoder.encode(response, context);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyContext context) {
    WireRequest asked = context.asked();
    return new GeminiStreamEncoder(context, asked == null || GeminiCall.of(asked.path()).framed());
  }

  @Override
  public String streamType(WireRequest request) {
    return GeminiCall.of(request.path()).framed() ? InboundCodec.super.streamType(request) : ARRAY;
  }

  /** Signatures of any vendor come back in {@code thoughtSignature}. */
  @Override
  public ThoughtCarrier thoughtCarrier() {
    return new ThoughtCarrier(Set.of(Provider.GEMINI), false);
  }

  @Override
  public byte[] encodeTokenCount(long tokens) {
    return new JsonWriter().beginObject().field("totalTokens", tokens).endObject().bytes();
  }

  @Override
  public WireResponse encodeError(GatewayError error, String requestId) {
    return GeminiErrors.encode(error);
  }
}

package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.openai.OpenAiInbound;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.Set;

/** The side that clients see. */
final class ResponsesInbound extends OpenAiInbound {
  @Override
  public ChatRequest decodeRequest(WireRequest request) {
    return ResponsesRequestDecoder.decode(request.body());
  }

  @Override
  public byte[] encodeResponse(ChatResponse response, ReplyContext context) {
    return ResponsesStreamEncoder.whole(response, context);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyContext context) {
    return new ResponsesStreamEncoder(context);
  }

  @Override
  public byte[] encodeTokenCount(long tokens) {
    return new JsonWriter()
        .beginObject()
        .field("object", "response.input_tokens")
        .field("input_tokens", (Long) tokens)
        .endObject()
        .bytes();
  }

  /** Reasoning items bring back text that nobody signed too; sealed, it comes back as it was. */
  @Override
  public ThoughtCarrier thoughtCarrier() {
    return new ThoughtCarrier(Set.of(ReasoningItems.OPENAI), true);
  }
}

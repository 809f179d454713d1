package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.openai.OpenAiInbound;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.Set;

/** The side that clients see. */
final class OpenAiChatInbound extends OpenAiInbound {
  @Override
  public ChatRequest decodeRequest(WireRequest request) {
    return OpenAiChatRequestDecoder.decode(request.body());
  }

  @Override
  public byte[] encodeResponse(ChatResponse response, ReplyContext context) {
    return OpenAiChatResponseEncoder.encode(response, context);
  }

  @Override
  public StreamEncoder streamEncoder(ReplyContext context) {
    return new OpenAiChatStreamEncoder(context);
  }

  @Override
  public ThoughtCarrier thoughtCarrier() {
    return new ThoughtCarrier(Set.of(Provider.ANTHROPIC), false);
  }
}

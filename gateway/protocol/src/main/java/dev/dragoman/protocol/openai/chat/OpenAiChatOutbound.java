package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.openai.OpenAiOutbound;
import dev.dragoman.protocol.wire.WireResponse;

/** The side that upstreams see: OpenAI and every server that speaks like it. */
final class OpenAiChatOutbound extends OpenAiOutbound {
  @Override
  public Encoded encodeRequest(ChatRequest request, Target target) {
    return OpenAiChatRequestEncoder.encode(request, target);
  }

  @Override
  public boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return ChatMedia.carried(capabilities).needsBytes(block);
  }

  @Override
  public ChatResponse decodeResponse(WireResponse response) {
    return OpenAiChatResponseDecoder.decode(response);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new OpenAiChatStreamDecoder();
  }
}

package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.openai.OpenAiOutbound;
import dev.dragoman.protocol.wire.WireResponse;

/** The side that upstreams see. */
final class ResponsesOutbound extends OpenAiOutbound {
  @Override
  public Encoded encodeRequest(ChatRequest request, Target target) {
    return ResponsesRequestEncoder.encode(request, target);
  }

  @Override
  public boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return ItemMedia.carried(capabilities).needsBytes(block);
  }

  @Override
  public ChatResponse decodeResponse(WireResponse response) {
    return ResponsesAnswerDecoder.decode(response);
  }

  @Override
  public StreamDecoder streamDecoder() {
    return new ResponsesStreamDecoder();
  }

  /** The state of an item comes with its end. */
  @Override
  public boolean signsThinking() {
    return true;
  }
}

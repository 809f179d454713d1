package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.NamedCalls;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.openai.OpenAiOutbound;
import dev.dragoman.protocol.wire.WireResponse;

/** The side that upstreams see. */
final class ResponsesOutbound extends OpenAiOutbound {
  private static final String UNREADABLE_STATE = "invalid_encrypted_content";

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
    return NamedCalls.in(ResponsesAnswerDecoder.decode(response));
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

  /**
   * State is encrypted for the account that it was given to (openai/codex#8145). Some servers have
   * no code for it but these words (opencodex#2269).
   */
  @Override
  public boolean refusesState(GatewayError error) {
    return error.kind() == ErrorKind.INVALID_REQUEST
        && (UNREADABLE_STATE.equals(error.upstreamCode())
            || (error.message().contains("encrypted content")
                && error.message().contains("could not be verified")));
  }
}

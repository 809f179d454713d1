package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;

/** A call of no tool cannot be carried out, and not every protocol has a form for it. */
public final class NamedCalls {
  public static final String NAMELESS = "the upstream sent a tool call without a name";

  private NamedCalls() {}

  static boolean isNameless(ContentBlock block) {
    return block instanceof ToolCall call && call.name().isEmpty();
  }

  /**
   * The answer, of which every call has a name.
   *
   * @throws GatewayException {@code BAD_UPSTREAM}
   */
  public static ChatResponse in(ChatResponse answer) {
    for (Candidate candidate : answer.candidates()) {
      if (candidate.content().stream().anyMatch(NamedCalls::isNameless)) {
        throw GatewayException.of(ErrorKind.BAD_UPSTREAM, NAMELESS);
      }
    }
    return answer;
  }
}

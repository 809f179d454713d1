package dev.dragoman.protocol;

import dev.dragoman.protocol.anthropic.AnthropicProtocol;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.chat.OpenAiChatProtocol;
import java.util.List;

/** The registration: one list, one line for each protocol. */
public final class Protocols {
  private static final List<Protocol> ALL =
      List.of(new AnthropicProtocol(), new OpenAiChatProtocol());

  private Protocols() {}

  /** All protocols, in the order in which endpoints are listed. */
  public static List<Protocol> all() {
    return ALL;
  }

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException when this build does not speak it
   */
  public static Protocol of(ProtocolId id) {
    for (Protocol protocol : ALL) {
      if (protocol.id().equals(id)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException("this build does not speak " + id);
  }
}

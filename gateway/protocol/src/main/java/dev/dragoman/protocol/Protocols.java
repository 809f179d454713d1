package dev.dragoman.protocol;

import dev.dragoman.protocol.anthropic.AnthropicProtocol;
import dev.dragoman.protocol.bedrock.BedrockProtocol;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.gemini.GeminiProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.chat.OpenAiChatProtocol;
import java.util.List;
import java.util.stream.Stream;

/** The registration: two lists, one line for each protocol. */
public final class Protocols {
  private static final List<Protocol> ALL =
      List.of(new AnthropicProtocol(), new OpenAiChatProtocol());

  private static final List<UpstreamProtocol> OF_UPSTREAMS_ALONE =
      List.of(new BedrockProtocol(), new GeminiProtocol());

  private Protocols() {}

  /** All protocols that clients speak, in the order in which endpoints are listed. */
  public static List<Protocol> all() {
    return ALL;
  }

  /** All protocols that upstreams speak: those of clients, then the others. */
  public static List<UpstreamProtocol> ofUpstreams() {
    return Stream.<UpstreamProtocol>concat(ALL.stream(), OF_UPSTREAMS_ALONE.stream()).toList();
  }

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException when clients of this build do not speak it
   */
  public static Protocol of(ProtocolId id) {
    return named(ALL, id);
  }

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException when upstreams of this build do not speak it
   */
  public static UpstreamProtocol ofUpstream(ProtocolId id) {
    return named(ofUpstreams(), id);
  }

  private static <P extends UpstreamProtocol> P named(List<P> protocols, ProtocolId id) {
    for (P protocol : protocols) {
      if (protocol.id().equals(id)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException("this build does not speak " + id);
  }
}

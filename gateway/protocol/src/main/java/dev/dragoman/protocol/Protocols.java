package dev.dragoman.protocol;

import dev.dragoman.protocol.anthropic.AnthropicProtocol;
import dev.dragoman.protocol.bedrock.BedrockProtocol;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.gemini.GeminiProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.chat.OpenAiChatProtocol;
import dev.dragoman.protocol.openai.responses.ResponsesProtocol;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The registration: two lists, one line for each protocol. */
public final class Protocols {
  private static final List<Protocol> OF_BOTH =
      List.of(
          new AnthropicProtocol(),
          new OpenAiChatProtocol(),
          new ResponsesProtocol(),
          new GeminiProtocol());

  private static final List<UpstreamProtocol> OF_UPSTREAMS_ALONE = List.of(new BedrockProtocol());

  private static final List<ClientProtocol> ALL = List.copyOf(OF_BOTH);

  private static final List<UpstreamProtocol> OF_UPSTREAMS =
      Stream.concat(OF_BOTH.stream(), OF_UPSTREAMS_ALONE.stream()).toList();

  private Protocols() {}

  /** All protocols that clients speak, in the order in which endpoints are listed. */
  public static List<ClientProtocol> all() {
    return ALL;
  }

  /** All protocols that upstreams speak: those of clients, then the others. */
  public static List<UpstreamProtocol> ofUpstreams() {
    return OF_UPSTREAMS;
  }

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException when clients of this build do not speak it
   */
  public static ClientProtocol of(ProtocolId id) {
    return named(ALL, ClientProtocol::id, id);
  }

  /**
   * The protocol of that name.
   *
   * @throws IllegalArgumentException when upstreams of this build do not speak it
   */
  public static UpstreamProtocol ofUpstream(ProtocolId id) {
    return named(OF_UPSTREAMS, UpstreamProtocol::id, id);
  }

  private static <P> P named(List<P> protocols, Function<P, ProtocolId> idOf, ProtocolId id) {
    for (P protocol : protocols) {
      if (idOf.apply(protocol).equals(id)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException("this build does not speak " + id);
  }
}

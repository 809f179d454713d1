package dev.dragoman.standalone;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Nearest;
import java.util.List;
import java.util.function.Function;

/** Protocols by the names that people write. */
final class ProtocolChoice {
  private ProtocolChoice() {}

  /**
   * The protocol of that name, as clients speak it.
   *
   * @throws StartRefused naming those that there are
   */
  static ClientProtocol ofClient(String option, String name) {
    return named(Protocols.all(), ClientProtocol::id, option, name);
  }

  /**
   * The protocol of that name, as upstreams speak it.
   *
   * @throws StartRefused naming those that there are
   */
  static UpstreamProtocol ofUpstream(String option, String name) {
    return named(Protocols.ofUpstreams(), UpstreamProtocol::id, option, name);
  }

  private static <P> P named(
      List<P> protocols, Function<P, ProtocolId> idOf, String option, String name) {
    for (P protocol : protocols) {
      if (idOf.apply(protocol).value().equals(name)) {
        return protocol;
      }
    }
    List<String> known = protocols.stream().map(one -> idOf.apply(one).value()).toList();
    throw StartRefused.misconfigured(
        option
            + ": there is no such protocol"
            + Nearest.hint(name, known)
            + "; known: "
            + String.join(", ", known));
  }
}

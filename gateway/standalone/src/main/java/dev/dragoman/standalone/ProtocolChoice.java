package dev.dragoman.standalone;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Nearest;
import java.util.List;

/** Protocols by the names that people write. */
final class ProtocolChoice {
  private ProtocolChoice() {}

  /**
   * The protocol of that name, as clients speak it.
   *
   * @throws StartRefused naming those that there are
   */
  static Protocol ofClient(String option, String name) {
    return named(Protocols.all(), option, name);
  }

  /**
   * The protocol of that name, as upstreams speak it.
   *
   * @throws StartRefused naming those that there are
   */
  static UpstreamProtocol ofUpstream(String option, String name) {
    return named(Protocols.ofUpstreams(), option, name);
  }

  private static <P extends UpstreamProtocol> P named(
      List<P> protocols, String option, String name) {
    for (P protocol : protocols) {
      if (protocol.id().value().equals(name)) {
        return protocol;
      }
    }
    List<String> known = protocols.stream().map(one -> one.id().value()).toList();
    throw StartRefused.misconfigured(
        option
            + ": there is no such protocol"
            + Nearest.hint(name, known)
            + "; known: "
            + String.join(", ", known));
  }
}

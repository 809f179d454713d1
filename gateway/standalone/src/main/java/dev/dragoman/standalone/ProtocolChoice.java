package dev.dragoman.standalone;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Nearest;
import java.util.List;

/** Protocols by the names that people write. */
final class ProtocolChoice {
  private ProtocolChoice() {}

  /**
   * The protocol of that name.
   *
   * @throws StartRefused naming those that there are
   */
  static Protocol of(String option, String name) {
    for (Protocol protocol : Protocols.all()) {
      if (protocol.id().value().equals(name)) {
        return protocol;
      }
    }
    List<String> known = Protocols.all().stream().map(one -> one.id().value()).toList();
    throw StartRefused.misconfigured(
        option
            + ": there is no such protocol"
            + Nearest.hint(name, known)
            + "; known: "
            + String.join(", ", known));
  }
}

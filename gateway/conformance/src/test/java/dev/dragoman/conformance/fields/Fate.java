package dev.dragoman.conformance.fields;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What becomes of a field on its way to an upstream. */
enum Fate {
  /** The upstream is told of it. */
  SAID("said"),
  /** The upstream is told of it, and the client of what that does not carry. */
  SAID_AND_REPORTED("said, with a warning"),
  /** The upstream is not told of it, and the client is told so. */
  REPORTED("left out, with a warning"),
  /** The gateway does in the upstream's place what it asks for. */
  DONE("done by the gateway"),
  /** The upstream does it without being told. */
  IMPLIED("always so"),
  /** The request is refused for it. */
  REFUSED("refused"),
  /** It makes no difference, and nobody is told. */
  LOST("lost");

  private static final Families FAMILIES = Families.load();

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** What becomes of {@code field} in {@code place} for a model of {@code upstream}. */
  static Fate of(Place place, String field, ProtocolId upstream, String model) throws IOException {
    Encoded base = encoded(place, place.without(), upstream, model);
    Encoded more;
    try {
      more = encoded(place, place.with(field), upstream, model);
    } catch (GatewayException e) {
      return REFUSED;
    }
    List<Dropped> told = new ArrayList<>(more.dropped());
    base.dropped().forEach(told::remove);
    boolean said = !isSame(base.request(), more.request());
    boolean done = place.answer().contains(field) || !base.emulation().equals(more.emulation());
    if (!told.isEmpty()) {
      return said ? SAID_AND_REPORTED : REPORTED;
    }
    Fate silent = place.implied().contains(field) ? IMPLIED : LOST;
    return said ? SAID : done ? DONE : silent;
  }

  private static Encoded encoded(
      Place place, WireRequest request, ProtocolId upstream, String model) {
    UpstreamProtocol protocol = Protocols.ofUpstream(upstream);
    return protocol
        .outbound()
        .encodeRequest(
            place.client().inbound().decodeRequest(request),
            new Target(model, FAMILIES.of(upstream, model)));
  }

  private static boolean isSame(WireRequest one, WireRequest other) {
    return one.path().equals(other.path())
        && one.headers().equals(other.headers())
        && one.stream() == other.stream()
        && Arrays.equals(one.body(), other.body());
  }
}

package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyText;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a request. Every route takes every header: command-line tools mix them, and
 * some send two at once (protocols.md 6).
 */
final class PresentedKeys {
  private static final String BEARER = "bearer ";
  private static final List<String> PLAIN = List.of("x-api-key", "api-key", "x-goog-api-key");

  private PresentedKeys() {}

  /**
   * The credential that authenticates: one of Dragoman's own form if there is one, else the first.
   */
  static @Nullable String of(WireHeaders headers) {
    List<String> presented = all(headers);
    if (presented.size() > 1) {
      for (String text : presented) {
        if (KeyText.isKeyText(text)) {
          return text;
        }
      }
    }
    return presented.isEmpty() ? null : presented.getFirst();
  }

  /** Every credential, in the order in which they count. */
  static List<String> all(WireHeaders headers) {
    List<String> presented = new ArrayList<>(2);
    for (String name : PLAIN) {
      presented.addAll(headers.all(name));
    }
    for (String value : headers.all("authorization")) {
      if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
        presented.add(value.substring(BEARER.length()).strip());
      }
    }
    return presented;
  }
}

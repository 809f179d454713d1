package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a rate stands that bounds a caller. An upstream may leave a part of it out; what it does not
 * say is absent, and never worked out from the rest.
 *
 * @param limit a minute's worth
 * @param remaining what could be used now
 * @param reset until all of it could
 */
public record RateLimit(
    Unit unit, @Nullable Long limit, @Nullable Long remaining, @Nullable Duration reset) {
  private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

  /** Whether nothing is known of it. */
  public boolean isEmpty() {
    return limit == null && remaining == null && reset == null;
  }

  /** A count of a header; null when it is absent or none, such as the −1 of Azure. */
  public static @Nullable Long count(WireHeaders headers, String name) {
    String value = headers.first(name);
    return value != null && COUNT.matcher(value.strip()).matches()
        ? Long.valueOf(value.strip())
        : null;
  }

  /** What is counted. */
  public enum Unit {
    REQUESTS("requests"),
    TOKENS("tokens");

    private final String plural;

    Unit(String plural) {
      this.plural = plural;
    }

    /** As in the headers of every protocol. */
    public String plural() {
      return plural;
    }
  }
}

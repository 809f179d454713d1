package dev.dragoman.protocol.codec;

import java.time.Duration;

/**
 * How a rate stands that bounds a caller.
 *
 * @param limit a minute's worth
 * @param remaining what could be used now
 * @param reset until all of it could
 */
public record RateLimit(Unit unit, long limit, long remaining, Duration reset) {
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

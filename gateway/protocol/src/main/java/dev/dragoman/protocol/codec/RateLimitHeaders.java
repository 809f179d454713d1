package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireHeaders;
import org.jspecify.annotations.Nullable;

/** Names of the headers that tell how one rate stands, in lower case. */
public record RateLimitHeaders(String limit, String remaining, String reset) {
  /**
   * Adds what is known of {@code rate}.
   *
   * @param until the reset as the protocol spells it, null when it is not known
   */
  public void write(WireHeaders.Builder headers, RateLimit rate, @Nullable String until) {
    set(headers, limit, rate.limit());
    set(headers, remaining, rate.remaining());
    set(headers, reset, until);
  }

  private static void set(WireHeaders.Builder headers, String name, @Nullable Object value) {
    if (value != null) {
      headers.set(name, value.toString());
    }
  }
}

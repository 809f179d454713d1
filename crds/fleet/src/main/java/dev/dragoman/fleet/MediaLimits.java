package dev.dragoman.fleet;

import dev.dragoman.contract.MediaEntry;
import dev.dragoman.resources.gateway.Media;
import dev.dragoman.resources.gateway.MediaFetch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a gateway says of fetching media. */
final class MediaLimits {
  private static final String PATH = "spec.media";
  private static final long MAX_BYTES = 20L << 20;
  private static final int MAX_ADDRESSES = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private MediaLimits() {}

  /** The bounds, null when nothing is fetched. */
  static @Nullable MediaEntry of(@Nullable Media media, Reading reading) {
    if (media == null || media.fetch() == null || media.fetch() == MediaFetch.Disabled) {
      return null;
    }
    long bytes = reading.field(PATH + ".maxBytes", MAX_BYTES, () -> bytes(media.maxBytes()));
    Duration timeout = reading.field(PATH + ".timeout", TIMEOUT, () -> timeout(media.timeout()));
    Integer addresses = media.maxAddresses();
    return new MediaEntry(
        media.fetch() == MediaFetch.HttpAndHttps,
        bytes,
        addresses == null ? MAX_ADDRESSES : addresses,
        timeout);
  }

  private static @Nullable Long bytes(@Nullable String text) {
    return text == null ? null : Sizes.parse(text);
  }

  private static @Nullable Duration timeout(@Nullable String text) {
    Duration timeout = Durations.orNull(text);
    if (timeout != null && timeout.isZero()) {
      throw new IllegalArgumentException("a bound on time is longer than zero");
    }
    return timeout;
  }
}

package dev.dragoman.store.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of time.
 *
 * @param start its first moment, {@link Instant#EPOCH} for one that always was
 * @param end the first moment after it, null for one that never ends
 */
public record TimeWindow(Instant start, @Nullable Instant end) {
  /** From ever, for ever. */
  public static final TimeWindow LIFETIME = new TimeWindow(Instant.EPOCH, null);

  public TimeWindow {
    if (end != null && !start.isBefore(end)) {
      throw new IllegalArgumentException("a window from " + start + " to " + end + " is empty");
    }
  }

  /** Whether a moment lies in it. */
  public boolean contains(Instant moment) {
    return !moment.isBefore(start) && (end == null || moment.isBefore(end));
  }

  /** Whether it has ended before a moment. */
  public boolean isOver(Instant moment) {
    return end != null && !moment.isBefore(end);
  }
}

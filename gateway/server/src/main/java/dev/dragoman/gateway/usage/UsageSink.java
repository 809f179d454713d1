package dev.dragoman.gateway.usage;

import dev.dragoman.store.usage.UsageRecord;
import java.util.List;

/** Port: takes what was charged. Thread-safe, never blocks the caller. */
@FunctionalInterface
public interface UsageSink {
  /** Keeps nothing. */
  UsageSink NONE = records -> {};

  /**
   * Takes the charges of one request.
   *
   * @param records one for each attempt that used something, in order; never empty
   */
  void charged(List<UsageRecord> records);
}

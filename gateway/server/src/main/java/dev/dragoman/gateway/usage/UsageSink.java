package dev.dragoman.gateway.usage;

import dev.dragoman.store.usage.UsageRecord;
import java.util.List;

/** Port: takes what was charged and what was refused. Thread-safe, never blocks the caller. */
public interface UsageSink {
  /** Keeps nothing. */
  UsageSink NONE =
      new UsageSink() {
        @Override
        public void charged(List<UsageRecord> records) {}

        @Override
        public void limited(LimitedRequest request) {}
      };

  /**
   * Takes the charges of one request.
   *
   * @param records one for each attempt that used something, in order; never empty
   */
  void charged(List<UsageRecord> records);

  /** Counts a request that used nothing, because a bound refused it. */
  void limited(LimitedRequest request);
}

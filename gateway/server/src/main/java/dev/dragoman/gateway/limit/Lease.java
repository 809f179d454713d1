package dev.dragoman.gateway.limit;

import dev.dragoman.protocol.codec.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The right to make one request, reserved in every window that bounds it. */
public interface Lease {
  /** Of a request that nothing bounds. */
  Lease FREE =
      new Lease() {
        @Override
        public void settle(Spent spent) {}
      };

  /**
   * Charges what was used and gives the rest of the reservation back. The first call counts, later
   * ones do nothing. Never waits.
   */
  void settle(Spent spent);

  /** The most output tokens that its budgets still cover, null where they cover all it asks for. */
  default @Nullable Integer affordableOutput() {
    return null;
  }

  /** How its rates stand, for the headers of the reply: at most one a unit, the tightest. */
  default List<RateLimit> rateLimits() {
    return List.of();
  }

  /** Budgets that it exceeds and that only warn. */
  default List<String> warnings() {
    return List.of();
  }
}

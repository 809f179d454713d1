package dev.dragoman.gateway.limit;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.limit.Bound.Measure;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lease with all that was reserved for it. Thread-safe. */
final class Reserved implements Lease {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private final Ask ask;
  private final Windows windows;
  private final Instant now;
  private final List<Part> parts;
  private @Nullable Integer affordableOutput;
  private boolean settled;

  private record Part(Bound bound, Windows.Current current, Granted granted) {
    void settle(BigDecimal used, Tally counted) {
      current.window().settle(granted, used, counted);
    }
  }

  Reserved(Ask ask, Windows windows, Instant now) {
    this.ask = ask;
    this.windows = windows;
    this.now = now;
    this.parts = new ArrayList<>(ask.bounds().size());
  }

  /**
   * Takes what was reserved; at once given back where the lease is over already.
   *
   * @param lowered how long an answer it covers, null for all that is asked for
   */
  void add(Bound bound, Windows.Current current, Granted granted, @Nullable Integer lowered) {
    Part part = new Part(bound, current, granted);
    synchronized (this) {
      if (!settled) {
        parts.add(part);
        affordableOutput =
            lowered == null || affordableOutput == null
                ? (lowered == null ? affordableOutput : lowered)
                : Integer.valueOf(Math.min(lowered, affordableOutput));
        return;
      }
    }
    part.settle(ZERO, Tally.NONE);
  }

  /** Gives everything back, as if nothing had been asked. */
  void release() {
    for (Part part : ended()) {
      part.settle(ZERO, Tally.NONE);
    }
  }

  private synchronized List<Part> ended() {
    List<Part> all = settled ? List.of() : List.copyOf(parts);
    settled = true;
    return all;
  }

  private synchronized boolean isSettled() {
    return settled;
  }

  @Override
  public void settle(Spent spent) {
    if (isSettled()) {
      return;
    }
    Tally counted = tally(spent);
    for (Part part : ended()) {
      part.settle(used(part.bound, spent), counted);
    }
    if (ask.caller() != null) {
      Money cost = spent.cost();
      String currency = cost == null ? Windows.USUAL_CURRENCY : cost.currency();
      windows.usage(ask.caller(), currency, now).count(counted);
    }
  }

  private static BigDecimal used(Bound bound, Spent spent) {
    return switch (bound) {
      case Bound.Rate rate ->
          rate.unit() == Unit.REQUESTS
              ? BigDecimal.ONE
              : BigDecimal.valueOf(spent.tokens().total());
      case Bound.Concurrent _ -> ZERO;
      case Bound.Budget budget ->
          budget.measure() == Measure.TOKENS
              ? BigDecimal.valueOf(spent.tokens().total())
              : amount(spent.cost());
    };
  }

  private static BigDecimal amount(@Nullable Money cost) {
    return cost == null ? ZERO : cost.amount();
  }

  private static Tally tally(Spent spent) {
    TokenUsage tokens = spent.tokens();
    return new Tally(
        1, tokens.inputTotal(), tokens.output(), tokens.cacheRead(), 0, amount(spent.cost()));
  }

  @Override
  public synchronized @Nullable Integer affordableOutput() {
    return affordableOutput;
  }

  @Override
  public synchronized List<RateLimit> rateLimits() {
    List<RateLimit> standings = new ArrayList<>(2);
    for (Unit unit : Unit.values()) {
      RateLimit tightest = null;
      long least = Long.MAX_VALUE;
      for (Part part : parts) {
        if (part.bound instanceof Bound.Rate rate && rate.unit() == unit) {
          long left = left(rate, part.current);
          if (tightest == null || left < least) {
            tightest = standing(rate, part.current, now);
            least = left;
          }
        }
      }
      if (tightest != null) {
        standings.add(tightest);
      }
    }
    return standings;
  }

  private static long left(Bound.Rate rate, Windows.Current current) {
    return current.window().left(BigDecimal.valueOf(rate.max())).longValue();
  }

  static RateLimit standing(Bound.Rate rate, Windows.Current current, Instant now) {
    long left = left(rate, current);
    Instant end = current.end();
    Duration reset =
        end == null
            ? rate.window().multipliedBy(rate.max() - left).dividedBy(rate.max())
            : Duration.between(now, end);
    return new RateLimit(rate.unit(), rate.max(), left, reset);
  }

  @Override
  public synchronized List<String> warnings() {
    List<String> warnings = new ArrayList<>(0);
    for (Part part : parts) {
      if (part.bound instanceof Bound.Budget budget
          && !budget.blocks()
          && part.current.window().left(budget.max()).signum() == 0) {
        warnings.add(
            "the budget \""
                + budget.entry().name()
                + "\" of the "
                + budget.subject()
                + " is exceeded");
      }
    }
    return warnings;
  }
}

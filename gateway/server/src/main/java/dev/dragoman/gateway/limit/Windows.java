package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Bound.Measure;
import dev.dragoman.gateway.limit.Slice.Span;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.store.window.Periods;
import dev.dragoman.store.window.TimeWindow;
import dev.dragoman.store.window.WindowId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what counts for a bound. Budgets are kept by the store; rates and numbers of running
 * requests too where several processes share them, else in memory. Thread-safe.
 */
final class Windows {
  /** What usage is counted under that has no price. */
  static final String USUAL_CURRENCY = "USD";

  /** How names of windows begin that bound nothing. */
  static final String USAGE = "usage/";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(100);
  private static final int DIGITS_OF_MONEY = 12;

  private final String scope;
  private final Slices slices;
  private final boolean shared;
  private final Thresholds thresholds;
  private final Map<Local, Bucket> buckets = new ConcurrentHashMap<>();
  private final Map<String, Permits> permits = new ConcurrentHashMap<>();

  /** The month of the last request; the next is nearly always in the same. */
  private volatile Month month = Month.of(Instant.EPOCH);

  /** A calendar month in UTC. */
  private record Month(Instant start, Instant end) {
    static Month of(Instant now) {
      LocalDate first = now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
      return new Month(
          first.atStartOfDay().toInstant(ZoneOffset.UTC),
          first.plusMonths(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    boolean holds(Instant now) {
      return !now.isBefore(start) && now.isBefore(end);
    }
  }

  private record Local(String uid, Unit unit, long max, Duration window) {}

  /**
   * Windows of a gateway.
   *
   * @param scope uid of the gateway
   * @param shared whether several processes serve it
   * @param thresholds is told of budgets that are in use
   */
  Windows(String scope, Slices slices, boolean shared, Thresholds thresholds) {
    this.scope = scope;
    this.slices = slices;
    this.shared = shared;
    this.thresholds = thresholds;
  }

  /**
   * A window and when it ends.
   *
   * @param end null for never
   */
  record Current(Window window, @Nullable Instant end) {}

  Current of(Bound bound, Instant now) {
    return switch (bound) {
      case Bound.Rate rate -> shared ? sharedRate(rate, now) : localRate(rate);
      case Bound.Concurrent concurrent ->
          shared
              ? new Current(slices.of(id(concurrent, Instant.EPOCH), new Span(null, null), 0), null)
              : new Current(
                  permits.computeIfAbsent(concurrent.subject().uid(), uid -> new Permits()), null);
      case Bound.Budget budget -> {
        TimeWindow time = Periods.containing(budget.entry(), now);
        int scale = budget.measure() == Measure.COST ? DIGITS_OF_MONEY : 0;
        WindowId id = id(budget, time.start());
        thresholds.watch(id, budget, time);
        yield new Current(slices.of(id, span(time.end()), scale), time.end());
      }
    };
  }

  private Current sharedRate(Bound.Rate rate, Instant now) {
    long seconds = rate.window().toSeconds();
    Instant start = Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    Instant end = start.plus(rate.window());
    return new Current(
        slices.of(id(rate, start), new Span(end, end.plus(MINUTE.multipliedBy(10))), 0), end);
  }

  private Current localRate(Bound.Rate rate) {
    Local local = new Local(rate.subject().uid(), rate.unit(), rate.max(), rate.window());
    return new Current(
        buckets.computeIfAbsent(local, fresh -> new Bucket(fresh.max(), fresh.window())), null);
  }

  /** What a subject used in the calendar month, whatever bounds it has. */
  Window usage(Subject subject, String currency, Instant now) {
    Month current = month;
    if (!current.holds(now)) {
      current = Month.of(now);
      month = current;
    }
    return slices.of(
        new WindowId(scope, subject.uid(), USAGE + currency, current.start),
        span(current.end),
        DIGITS_OF_MONEY);
  }

  private static Span span(@Nullable Instant end) {
    return new Span(end, end == null ? null : end.plus(KEPT));
  }

  private WindowId id(Bound bound, Instant start) {
    return new WindowId(scope, bound.subject().uid(), bound.name(), start);
  }

  /** Does what is due, about once a second. */
  void tick(Instant now) {
    slices.tick();
    slices.forget(now);
    thresholds.forget(now);
    buckets.values().removeIf(Bucket::isFull);
  }

  Slices slices() {
    return slices;
  }
}

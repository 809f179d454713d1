package dev.dragoman.operator.usage;

import dev.dragoman.resources.values.UsageStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest that was read of the spending of keys and quotas, and when a status follows it
 * (kubernetes.md 2.3): at once when a threshold was passed or another window began; else when a
 * minute is over and something moved by one in a hundred. Thread-safe.
 */
public final class UsageBook {
  private static final Duration APART = Duration.ofSeconds(60);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /**
   * What was read of one object.
   *
   * @param lastUsed null for a quota
   * @param thresholds shares of the budget that is shown, in percent, at which somebody is told
   * @param exceeded name of a budget that is spent, null for none
   */
  record Entry(
      UsageStatus usage,
      @Nullable Instant lastUsed,
      List<Integer> thresholds,
      @Nullable String exceeded) {}

  void put(String uid, Entry entry) {
    entries.put(uid, entry);
  }

  @Nullable Entry find(String uid) {
    return entries.get(uid);
  }

  /** What is read of objects that are gone is forgotten. */
  void retain(Set<String> uids) {
    entries.keySet().retainAll(uids);
  }

  /** The spending that a status shall show: what it shows already while that is near enough. */
  public @Nullable UsageStatus usage(String uid, @Nullable UsageStatus shown) {
    Entry entry = entries.get(uid);
    return entry == null || (shown != null && !follows(entry, shown)) ? shown : entry.usage;
  }

  /** When a key was last used, as its status shall show it beside {@code usage}. */
  public @Nullable Instant lastUsed(
      String uid, @Nullable UsageStatus usage, @Nullable Instant shown) {
    Entry entry = entries.get(uid);
    return entry == null || entry.lastUsed == null || !entry.usage.equals(usage)
        ? shown
        : entry.lastUsed;
  }

  /**
   * Name of a budget that is spent, null for none.
   *
   * @param shown what stands in the status: it is what is known while nobody has read
   */
  public @Nullable String exceeded(String uid, @Nullable UsageStatus shown) {
    Entry entry = entries.get(uid);
    if (entry != null) {
      return entry.exceeded;
    }
    return shown != null && Boolean.TRUE.equals(shown.limited()) ? shown.budget() : null;
  }

  /** Whether a status with this usage is written before others: it is above a threshold now. */
  public boolean isUrgent(String uid, @Nullable UsageStatus shown, @Nullable UsageStatus next) {
    Entry entry = entries.get(uid);
    return entry != null && entry.usage.equals(next) && hasCrossed(entry, shown);
  }

  private static boolean hasCrossed(Entry entry, @Nullable UsageStatus shown) {
    int now = percent(entry.usage);
    int before = shown != null && Spending.isSameWindow(entry.usage, shown) ? percent(shown) : 0;
    return entry.thresholds.stream().anyMatch(threshold -> before < threshold && threshold <= now);
  }

  private static int percent(UsageStatus usage) {
    Integer percent = usage.budgetPercent();
    return percent == null ? 0 : percent;
  }

  private static boolean follows(Entry entry, UsageStatus shown) {
    UsageStatus now = entry.usage;
    if (hasCrossed(entry, shown)
        || !Spending.isSameWindow(now, shown)
        || !Objects.equals(now.limited(), shown.limited())) {
      return true;
    }
    Instant asOf = now.asOf();
    Instant before = shown.asOf();
    boolean over = asOf == null || before == null || !asOf.isBefore(before.plus(APART));
    return over
        && (moved(amount(now.cost()), amount(shown.cost()))
            || moved(count(now.requests()), count(shown.requests()))
            || moved(count(now.limitedRequests()), count(shown.limitedRequests()))
            || percent(now) != percent(shown));
  }

  private static BigDecimal amount(@Nullable String decimal) {
    return decimal == null ? BigDecimal.ZERO : new BigDecimal(decimal);
  }

  private static BigDecimal count(@Nullable Long number) {
    return number == null ? BigDecimal.ZERO : BigDecimal.valueOf(number);
  }

  /** By one in a hundred or more. */
  private static boolean moved(BigDecimal now, BigDecimal before) {
    BigDecimal difference = now.subtract(before).abs();
    return difference.signum() > 0 && difference.multiply(HUNDRED).compareTo(before.abs()) >= 0;
  }
}

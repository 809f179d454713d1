package dev.dragoman.operator.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many statuses are written (kubernetes.md 2.3). That a condition flips is written at once, at
 * most 200 a second in all; everything else once an object in five seconds, at most 20 a second in
 * all. The client itself has no limit.
 *
 * <p>Who has to wait gets a time of its own, so a thousand objects that wait ask a thousand times
 * and not a thousand times for each write. Thread-safe.
 */
public final class WriteBudget {
  private static final Duration APART = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 10_000;

  private final Clock clock;
  private final Bucket flips = new Bucket(200);
  private final Bucket rest = new Bucket(20);
  private final Map<String, Instant> last = new HashMap<>();
  private int tooMany = MOST_REMEMBERED;

  public WriteBudget(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asks for one write.
   *
   * @param uid of the object
   * @param flip whether a condition's status changes, or a threshold of a budget was passed
   * @return zero when it may be written now; else how long to wait before asking again
   */
  public synchronized Duration take(String uid, boolean flip) {
    Instant now = clock.instant();
    Instant before = last.get(uid);
    if (!flip && before != null && now.isBefore(before.plus(APART))) {
      return Duration.between(now, before.plus(APART));
    }
    Duration wait = (flip ? flips : rest).take(uid, now);
    if (wait.isZero()) {
      rest.release(uid);
      flips.release(uid);
      if (last.size() >= tooMany) {
        last.values().removeIf(time -> !now.isBefore(time.plus(APART)));
        tooMany = tooManyAfter(last.size());
      }
      last.put(uid, now);
    }
    return wait;
  }

  /** The object needs no write any more: the time it was given is another's. */
  public synchronized void release(String uid) {
    flips.release(uid);
    rest.release(uid);
  }

  /** Looking for what can be forgotten costs as much as there is: it has to grow in between. */
  private static int tooManyAfter(int left) {
    return Math.max(MOST_REMEMBERED, 2 * left);
  }

  /** Writes at an even pace; those that were not used for a second may come together. */
  private static final class Bucket {
    private static final Duration BURST = Duration.ofSeconds(1);

    private final Duration pace;
    private final Map<String, Instant> promised = new HashMap<>();
    private final TreeSet<Instant> released = new TreeSet<>();
    private Instant next = Instant.EPOCH;
    private int tooMany = MOST_REMEMBERED;

    Bucket(int perSecond) {
      this.pace = BURST.dividedBy(perSecond);
    }

    Duration take(String uid, Instant now) {
      Instant turn = promised.computeIfAbsent(uid, _ -> turn(now));
      if (turn.isAfter(now)) {
        return Duration.between(now, turn);
      }
      promised.remove(uid);
      return Duration.ZERO;
    }

    private Instant turn(Instant now) {
      Instant earliest = now.minus(BURST).plus(pace);
      released.headSet(earliest).clear();
      Instant free = released.pollFirst();
      if (free != null) {
        return free;
      }
      if (promised.size() >= tooMany) {
        promised.values().removeIf(turn -> turn.isBefore(earliest));
        tooMany = tooManyAfter(promised.size());
      }
      Instant turn = next.isBefore(earliest) ? earliest : next;
      next = turn.plus(pace);
      return turn;
    }

    void release(String uid) {
      Instant turn = promised.remove(uid);
      if (turn != null) {
        released.add(turn);
      }
    }
  }
}

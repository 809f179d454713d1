package dev.dragoman.operator.fleets;

import dev.dragoman.fleet.FleetResolver;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.ResourceSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the fleet after changes. Changes that come while it works, or close together, are one:
 * however many there are, the newest state is resolved next. One thread of its own does it all.
 *
 * <pre>
 * informers ──changed()──▶ gathering ──▶ read, resolve ──▶ listeners: publishing, status
 * </pre>
 */
public final class FleetLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetLoop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Supplier<ResourceSet> resources;
  private final FleetResolver resolver;
  private final Gathering gathering;
  private final Clock clock;
  private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Thread worker;
  private long changes;

  /** Of the changes that no state holds yet. */
  private @Nullable Instant firstSeen;

  private volatile @Nullable FleetState state;

  /** Nothing runs before {@link #start}. */
  public FleetLoop(
      Supplier<ResourceSet> resources, FleetResolver resolver, Gathering gathering, Clock clock) {
    this.resources = resources;
    this.resolver = resolver;
    this.gathering = gathering;
    this.clock = clock;
    this.worker = Thread.ofPlatform().name("fleet").daemon().unstarted(this::run);
  }

  /** Adds a listener; it hears of the states from now on. */
  public void listen(FleetListener listener) {
    listeners.add(listener);
  }

  /** Resolves for the first time, and then after each change. */
  public void start() {
    changed();
    worker.start();
  }

  /** Something is not as it was. Returns at once. */
  public void changed() {
    lock.lock();
    try {
      changes++;
      if (firstSeen == null) {
        firstSeen = clock.instant();
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The newest state, empty before the first. */
  public Optional<FleetState> state() {
    return Optional.ofNullable(state);
  }

  /** What there is to report of an object; empty when it is not known yet. */
  public Optional<ObjectFacts> facts(ObjectId object) {
    FleetState now = state;
    return now == null ? Optional.empty() : Optional.ofNullable(now.facts().get(object));
  }

  private void run() {
    try {
      long done = 0;
      while (true) {
        done = gathered(done);
        if (!resolve()) {
          TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
          changed();
        }
      }
    } catch (InterruptedException _) {
      // close() ends the loop this way.
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a change and for quiet after it; the number of changes then. */
  private long gathered(long done) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (changes == done) {
        news.await();
      }
      long rest = gathering.longest().toNanos();
      long seen;
      do {
        seen = changes;
        long pause = Math.min(rest, gathering.quiet().toNanos());
        long left = pause;
        while (left > 0) {
          left = news.awaitNanos(left);
        }
        rest -= pause;
      } while (seen != changes && rest > 0);
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it went well. What fails must not end the loop: the fleet stays as it was. */
  private boolean resolve() throws InterruptedException {
    FleetState before = state;
    try {
      Instant seen = takeFirstSeen();
      ResourceSet set = resources.get();
      ResolvedFleet fleet = resolver.resolve(set, before == null ? null : before.fleet());
      FleetState now = FleetState.of(set, fleet, seen);
      Set<ObjectId> changed = now.changedSince(before);
      state = now;
      listeners.forEach(listener -> listener.resolved(now, changed));
      return true;
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.atError().setCause(e).log("the fleet could not be resolved; it stays as it was");
      return false;
    }
  }

  private Instant takeFirstSeen() {
    lock.lock();
    try {
      Instant seen = firstSeen;
      firstSeen = null;
      return seen == null ? clock.instant() : seen;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    worker.interrupt();
  }
}

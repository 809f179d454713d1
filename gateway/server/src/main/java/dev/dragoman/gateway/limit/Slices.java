package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Slice.Span;
import dev.dragoman.gateway.limit.debt.Debt;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The slices of this process, one a window. Thread-safe. */
final class Slices {
  /** How long a window that has no more is not asked again. */
  static final long REFUSAL_NANOS = Duration.ofMillis(250).toNanos();

  /** At least how often what was spent is told. */
  static final long REPORT_NANOS = Duration.ofSeconds(4).toNanos();

  /** At least how often a holder shows that it lives. */
  static final long HEARTBEAT_NANOS = Duration.ofSeconds(20).toNanos();

  /** How long a holder that does not show it is taken for alive. */
  static final long DEATH_NANOS = Duration.ofSeconds(60).toNanos();

  /** How long it has to show it after all, once somebody has noticed. */
  static final long GRACE_NANOS = Duration.ofSeconds(5).toNanos();

  /** How long a slice of a window without end may be unused. */
  static final long UNUSED_NANOS = Duration.ofMinutes(10).toNanos();

  private final WindowStore store;
  private final String process;
  private final AtomicLong lives = new AtomicLong();
  private final Consumer<WindowState> watcher;
  private final LongSupplier nanos;
  private final Map<WindowId, Slice> slices = new ConcurrentHashMap<>();

  /**
   * No slices yet.
   *
   * @param process names this process from its start to its end, as no other is named
   * @param watcher is told of a window after each step
   */
  Slices(WindowStore store, String process, Consumer<WindowState> watcher, LongSupplier nanos) {
    this.store = store;
    this.process = process;
    this.watcher = watcher;
    this.nanos = nanos;
  }

  /** Whether what a holder holds ends with it, as running requests do. */
  static boolean isBoundToLife(WindowId id) {
    return id.bound().equals(Bound.Concurrent.NAME);
  }

  /**
   * Whether what is counted in a window matters for long: a rate's is over, and running requests
   * have ended, before a process that died has been replaced.
   */
  private static boolean isLasting(WindowId id) {
    return id.bound().startsWith(Bound.Budget.PREFIX) || id.bound().startsWith(Windows.USAGE);
  }

  /** What would be lost with this process of what was spent in outages. */
  List<Debt> debts() {
    return slices.values().stream()
        .filter(slice -> isLasting(slice.id()))
        .map(Slice::debt)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * The slice of a window.
   *
   * @param scale digits behind the point of what is counted
   */
  Slice of(WindowId id, Span span, int scale) {
    Slice known = slices.get(id);
    return known == null
        ? slices.computeIfAbsent(
            id, fresh -> new Slice(fresh, store, this::life, span, scale, watcher, nanos))
        : known;
  }

  private String life() {
    return process + "." + lives.incrementAndGet();
  }

  /** Lets each slice do what is due; called about once a second. */
  void tick() {
    slices.values().forEach(Slice::tick);
  }

  /** Forgets slices of windows that are over, once the store knows all of them. */
  void forget(Instant now) {
    slices.entrySet().removeIf(entry -> entry.getValue().isOver(now));
  }

  /** Gives everything back and reports everything; comes when the store knows all of it. */
  CompletableFuture<Void> finish() {
    return CompletableFuture.allOf(
        slices.values().stream().map(Slice::finish).toArray(CompletableFuture[]::new));
  }
}

package dev.dragoman.store.memory;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Windows in a map; those that may be forgotten are, once a minute. */
final class MemoryWindows implements WindowStore {
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<WindowId, Window> windows = new HashMap<>();
  private Instant nextSweep;

  MemoryWindows(InstantSource clock) {
    this.clock = clock;
    nextSweep = clock.instant().plus(BETWEEN_SWEEPS);
  }

  private static final class Window {
    private WindowState state;
    private final Set<String> marks = new HashSet<>();
    private @Nullable Instant until;

    Window(WindowId id) {
      state = WindowState.empty(id);
    }
  }

  @Override
  public synchronized CompletableFuture<ChangeOutcome> change(WindowChange change) {
    sweep();
    ChangeOutcome outcome = state(change.id()).after(change);
    if (!outcome.state().equals(state(change.id()))) {
      Window window = windows.computeIfAbsent(change.id(), Window::new);
      window.state = outcome.state();
      window.until = change.until();
    }
    return CompletableFuture.completedFuture(outcome);
  }

  @Override
  public synchronized CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
    return CompletableFuture.completedFuture(ids.stream().map(this::state).toList());
  }

  @Override
  public synchronized CompletableFuture<Boolean> expire(
      WindowId id, Hold seen, Settlement settlement) {
    Optional<WindowState> without = state(id).without(seen, settlement);
    without.ifPresent(state -> windows.computeIfAbsent(id, Window::new).state = state);
    return CompletableFuture.completedFuture(without.isPresent());
  }

  @Override
  public synchronized CompletableFuture<Boolean> mark(WindowId id, String mark) {
    return CompletableFuture.completedFuture(
        windows.computeIfAbsent(id, Window::new).marks.add(mark));
  }

  private WindowState state(WindowId id) {
    Window window = windows.get(id);
    return window == null ? WindowState.empty(id) : window.state;
  }

  private void sweep() {
    Instant now = clock.instant();
    if (now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(BETWEEN_SWEEPS);
    windows.values().removeIf(window -> window.until != null && !window.until.isAfter(now));
  }
}

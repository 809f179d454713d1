package dev.dragoman.gateway.limit;

import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Notices holders of a window that have died. A holder of something that lives makes a step at
 * least every {@link Slices#HEARTBEAT_NANOS}; one whose sequence stays the same for longer than
 * {@link Slices#DEATH_NANOS}, and does not change for {@link Slices#GRACE_NANOS} after that was
 * seen, is dead: this process may not have looked while the store was out of reach for all. Time is
 * this process's own and monotonic: no clock of another process is compared with it, so clocks that
 * differ or are set back cannot end a living holder. Thread-safe.
 */
final class Deaths {
  private final WindowId id;
  private final WindowStore store;
  private final LongSupplier nanos;
  private final Map<String, Sighting> sightings = new HashMap<>(0);

  /**
   * What was seen of a holder.
   *
   * @param since when its sequence was seen first
   * @param isSuspect whether it was the same for so long that it may be dead; since then, if so
   */
  private record Sighting(long sequence, long since, boolean isSuspect) {}

  Deaths(WindowId id, WindowStore store, LongSupplier nanos) {
    this.id = id;
    this.store = store;
    this.nanos = nanos;
  }

  /** Looks at the holders other than {@code self}, and ends the holds of dead ones. */
  void watch(WindowState state, String self) {
    forgetAllBut(state);
    for (Hold hold : state.holds()) {
      if (!hold.holder().equals(self) && isDead(hold)) {
        CompletableFuture<Boolean> _ =
            store
                .expire(id, hold, Slices.isBoundToLife(id) ? Settlement.Returned : Settlement.Spent)
                .whenComplete((ended, failure) -> gone(hold));
      }
    }
  }

  private synchronized boolean isDead(Hold hold) {
    long now = nanos.getAsLong();
    Sighting sighting = sightings.get(hold.holder());
    if (sighting == null || sighting.sequence != hold.sequence()) {
      sightings.put(hold.holder(), new Sighting(hold.sequence(), now, false));
      return false;
    }
    // Who holds nothing need not show that it lives, and is forgotten when it is long unused.
    long patience = hold.held().signum() == 0 ? Slices.UNUSED_NANOS : Slices.DEATH_NANOS;
    if (!sighting.isSuspect && now - sighting.since > patience) {
      sightings.put(hold.holder(), new Sighting(hold.sequence(), now, true));
    }
    return sighting.isSuspect && now - sighting.since > Slices.GRACE_NANOS;
  }

  private synchronized void forgetAllBut(WindowState state) {
    Set<String> holders = new HashSet<>();
    state.holds().forEach(hold -> holders.add(hold.holder()));
    sightings.keySet().retainAll(holders);
  }

  private synchronized void gone(Hold hold) {
    sightings.remove(hold.holder());
  }

  /** The store was out of reach: nobody could show that it lives. */
  synchronized void forget() {
    sightings.clear();
  }
}

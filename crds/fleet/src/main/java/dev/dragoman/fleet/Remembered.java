package dev.dragoman.fleet;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Entries that were made before, by the part that they were made of. An entry is the same while its
 * part is the same object and what was resolved for it is equal, so after one edit almost all of a
 * large fleet is taken over. Filled by one thread; what was filled may be taken over by many.
 */
final class Remembered<P, E> {
  private final IdentityHashMap<P, Made<E>> made;
  private IdentityHashMap<P, Made<E>> before;

  private record Made<E>(List<?> inputs, E entry) {}

  Remembered(@Nullable Remembered<P, E> earlier) {
    this.before = earlier == null ? new IdentityHashMap<>() : earlier.made;
    this.made = new IdentityHashMap<>(Math.max(16, before.size()));
  }

  /** The entry made of {@code part} and {@code inputs}. */
  E entry(P part, List<?> inputs, Supplier<E> maker) {
    Made<E> known = before.get(part);
    Made<E> now =
        known != null && known.inputs.equals(inputs) ? known : new Made<>(inputs, maker.get());
    made.put(part, now);
    return now.entry;
  }

  /** Lets go of what was made before, so that no chain of old fleets is kept. */
  void settle() {
    before = new IdentityHashMap<>();
  }
}

package dev.dragoman.operator.envelope;

import dev.dragoman.contract.EnvelopeKeySet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keys from the oldest to the newest. A new one is known to every pod before it signs, and an old
 * one is known as long as a conversation may hold what it signed:
 *
 * <pre>
 *  made ── SPREAD ──→ signs ── PERIOD after it was made: the next is made ──→ OVERLAP ──→ forgotten
 * </pre>
 *
 * @param keys never empty
 */
public record EnvelopeKeys(List<EnvelopeKey> keys) {
  static final Duration PERIOD = Duration.ofDays(90);

  /** After the next one was made. */
  static final Duration OVERLAP = Duration.ofDays(30);

  /** In which every pod that is reached learns of a new key. */
  static final Duration SPREAD = Duration.ofMinutes(10);

  public EnvelopeKeys {
    keys = keys.stream().sorted(Comparator.comparing(EnvelopeKey::since)).toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys must not be empty");
    }
  }

  /** The keys that are due; this when nothing is. */
  EnvelopeKeys at(Instant now, Supplier<EnvelopeKey> mint) {
    List<EnvelopeKey> due = new ArrayList<>(keys);
    if (!now.isBefore(keys.getLast().since().plus(PERIOD))) {
      due.add(mint.get());
    }
    while (due.size() > 1 && !now.isBefore(due.get(1).since().plus(OVERLAP))) {
      due.removeFirst();
    }
    return due.equals(keys) ? this : new EnvelopeKeys(due);
  }

  /** The key that signs: the newest that every pod knows. */
  public EnvelopeKey signing(Instant now) {
    return keys.reversed().stream()
        .filter(key -> !now.isBefore(key.since().plus(SPREAD)))
        .findFirst()
        .orElse(keys.getFirst());
  }

  /** The keys as pods get them: all of them open, one seals. */
  public EnvelopeKeySet forPods(Instant now) {
    return new EnvelopeKeySet(
        signing(now).kid(),
        keys.stream().collect(Collectors.toMap(EnvelopeKey::kid, EnvelopeKey::secret)));
  }

  /** When {@link #at} or {@link #signing} says something else. */
  Instant due(Instant now) {
    EnvelopeKey newest = keys.getLast();
    Instant due = newest.since().plus(PERIOD);
    if (keys.size() > 1) {
      Instant forgotten = keys.get(1).since().plus(OVERLAP);
      due = forgotten.isBefore(due) ? forgotten : due;
    }
    Instant signs = newest.since().plus(SPREAD);
    return now.isBefore(signs) && signs.isBefore(due) ? signs : due;
  }
}

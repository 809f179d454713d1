package dev.dragoman.operator.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The authority that signs, and those that pods trust beside it:
 *
 * <pre>
 *  current ── 2/3 of its life ──→ current, next trusted ── one hour ──→ next signs, previous trusted
 *     ↑                                                                            │
 *     └──────────────────────────── previous has expired ──────────────────────────┘
 * </pre>
 *
 * A new one is trusted everywhere before it signs, and the old one as long as it lives.
 *
 * @param next will sign once every pod trusts it, null outside of a change
 * @param previous signed before, null when it has expired
 */
record Authorities(Identity current, @Nullable Identity next, @Nullable X509Certificate previous) {
  static final Duration LIFE = Duration.ofDays(365);

  /** Until each pod has read the certificates anew: the kubelet takes about two minutes. */
  static final Duration SPREAD = Duration.ofHours(1);

  static Authorities first(Identity authority) {
    return new Authorities(authority, null, null);
  }

  /** The state that is due; this when nothing is. */
  Authorities at(Instant now, Supplier<Identity> mint) {
    if (previous != null && !now.isBefore(previous.getNotAfter().toInstant())) {
      return new Authorities(current, next, null).at(now, mint);
    }
    Identity successor = next;
    if (successor != null) {
      boolean trusted = !now.isBefore(successor.begins().plus(SPREAD));
      boolean late = !now.isBefore(current.ends());
      return trusted || late
          ? new Authorities(successor, null, current.certificate()).at(now, mint)
          : this;
    }
    if (now.isBefore(current.renewal())) {
      return this;
    }
    return new Authorities(current, mint.get(), previous).at(now, mint);
  }

  /** When {@link #at} has something to do again. */
  Instant due() {
    Instant change = next == null ? current.renewal() : next.begins().plus(SPREAD);
    if (previous == null) {
      return change;
    }
    Instant end = previous.getNotAfter().toInstant();
    return end.isBefore(change) ? end : change;
  }

  /** All that are trusted, in PEM. */
  String trusted() {
    return Stream.of(
            Stream.of(current.certificate()),
            Stream.ofNullable(next).map(Identity::certificate),
            Stream.ofNullable(previous))
        .flatMap(part -> part)
        .map(Pem::of)
        .collect(Collectors.joining());
  }
}

package dev.dragoman.operator.key;

import dev.dragoman.operator.material.StoredVersion;
import dev.dragoman.operator.material.StoredVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be done about the text of a key. Pure: the same question has the same answer. */
sealed interface Step {
  /** Nothing before {@code next}; null for never. */
  record Keep(@Nullable Instant next) implements Step {}

  /** Versions have ended. */
  record Prune(StoredVersions left) implements Step {}

  /** A new text is made. */
  record Mint(Cause cause) implements Step {}

  /** Why a new text is made. */
  enum Cause {
    FIRST("the first text was made"),
    LOST("its Secret was deleted or changed by hand, so a new text was made"),
    TRIGGER("rotation.trigger has changed, so a new text was made"),
    INTERVAL("rotation.interval is over, so a new text was made");

    private final String note;

    Cause(String note) {
      this.note = note;
    }

    String note() {
      return note;
    }
  }

  /**
   * Decides.
   *
   * @param known the versions that were made; null when there are none
   * @param held whether the Secret holds the text of the current one
   */
  static Step of(RotationRule rule, @Nullable StoredVersions known, boolean held, Instant now) {
    if (rule.revoked()) {
      return new Keep(null);
    }
    if (known == null) {
      return new Mint(Cause.FIRST);
    }
    if (!held) {
      return new Mint(Cause.LOST);
    }
    if (rule.trigger() != null && !rule.trigger().equals(known.trigger())) {
      return new Mint(Cause.TRIGGER);
    }
    Instant due = due(rule.interval(), known);
    if (due != null && !now.isBefore(due)) {
      return new Mint(Cause.INTERVAL);
    }
    StoredVersions left = known.pruned(now);
    return left.equals(known) ? new Keep(next(due, known)) : new Prune(left);
  }

  /** When the next text is made, null for never. */
  static @Nullable Instant due(@Nullable Duration interval, StoredVersions known) {
    return interval == null ? null : known.current().createdAt().plus(interval);
  }

  private static @Nullable Instant next(@Nullable Instant due, StoredVersions known) {
    return Stream.concat(
            Stream.ofNullable(due),
            known.versions().stream().map(StoredVersion::notAfter).filter(Objects::nonNull))
        .min(Instant::compareTo)
        .orElse(null);
  }
}

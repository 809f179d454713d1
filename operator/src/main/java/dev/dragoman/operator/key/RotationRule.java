package dev.dragoman.operator.key;

import dev.dragoman.fleet.Durations;
import dev.dragoman.resources.ApiKeySpec;
import dev.dragoman.resources.key.KeyState;
import dev.dragoman.resources.key.Rotation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a key gets a new text.
 *
 * @param interval from one text to the next; null for never
 * @param overlap how long the old text is honoured beside the new one
 * @param trigger a word whose change asks for a new text; null for none
 * @param revoked whether there is never one again
 */
record RotationRule(
    @Nullable Duration interval, Duration overlap, @Nullable String trigger, boolean revoked) {
  private static final Duration OVERLAP = Duration.ofHours(24);

  /**
   * The rule that a spec gives.
   *
   * @throws IllegalArgumentException when a duration is none, which the API server does not let in
   */
  static RotationRule of(ApiKeySpec spec) {
    Rotation rotation = spec.rotation();
    boolean revoked = spec.state() == KeyState.Revoked;
    return rotation == null
        ? new RotationRule(null, OVERLAP, null, revoked)
        : new RotationRule(
            Durations.orNull(rotation.interval()),
            Durations.or(rotation.overlap(), OVERLAP),
            rotation.trigger(),
            revoked);
  }
}

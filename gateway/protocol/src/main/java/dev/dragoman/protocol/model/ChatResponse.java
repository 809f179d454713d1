package dev.dragoman.protocol.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model answered.
 *
 * @param id the upstream's id, null when it gave none
 * @param model the name that the upstream says served it
 */
public record ChatResponse(
    @Nullable String id,
    @Nullable String model,
    @Nullable Instant created,
    List<Candidate> candidates,
    Usage usage,
    @Nullable String serviceTier,
    @Nullable String fingerprint,
    @Nullable SafetyInfo safety,
    Extensions ext) {
  public ChatResponse {
    candidates = List.copyOf(candidates);
  }
}

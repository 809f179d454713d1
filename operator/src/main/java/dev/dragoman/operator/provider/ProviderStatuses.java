package dev.dragoman.operator.provider;

import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.StatusShape;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmProviderStatus;
import dev.dragoman.resources.provider.CredentialStatus;
import dev.dragoman.resources.values.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status of a provider. Pure. */
final class ProviderStatuses implements StatusShape<LlmProvider, LlmProviderStatus> {
  /** What is true of a provider. */
  static LlmProviderStatus of(
      LlmProvider provider, Observation seen, List<Condition> conditions, Instant now) {
    LlmProviderStatus before = provider.getStatus();
    return new LlmProviderStatus(
        provider.getMetadata().getGeneration(),
        conditions,
        credential(before, seen.facts().credential(), now),
        before == null ? null : before.health(),
        seen.facts().routes());
  }

  private static @Nullable CredentialStatus credential(
      @Nullable LlmProviderStatus before, @Nullable Long revision, Instant now) {
    if (revision == null) {
      return null;
    }
    CredentialStatus known = before == null ? null : before.credential();
    return known != null && revision.equals(known.revision())
        ? known
        : new CredentialStatus(revision, now.truncatedTo(ChronoUnit.SECONDS), null);
  }

  @Override
  public LlmProvider empty() {
    return new LlmProvider();
  }

  @Override
  public List<Condition> conditions(LlmProviderStatus status) {
    return status.conditions();
  }

  @Override
  public LlmProviderStatus with(
      @Nullable LlmProviderStatus before,
      @Nullable Long observedGeneration,
      List<Condition> conditions) {
    return before == null
        ? new LlmProviderStatus(observedGeneration, conditions, null, null, null)
        : new LlmProviderStatus(
            observedGeneration, conditions, before.credential(), before.health(), before.routes());
  }
}

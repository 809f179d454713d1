package dev.dragoman.operator.quota;

import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.StatusShape;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmQuotaStatus;
import dev.dragoman.resources.values.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status of a quota. Pure. */
final class QuotaStatuses implements StatusShape<LlmQuota, LlmQuotaStatus> {
  /** What is true of a quota. */
  static LlmQuotaStatus of(LlmQuota quota, Observation seen, List<Condition> conditions) {
    LlmQuotaStatus before = quota.getStatus();
    return new LlmQuotaStatus(
        quota.getMetadata().getGeneration(),
        conditions,
        seen.facts().keys(),
        before == null ? null : before.usage());
  }

  @Override
  public LlmQuota empty() {
    return new LlmQuota();
  }

  @Override
  public List<Condition> conditions(LlmQuotaStatus status) {
    return status.conditions();
  }

  @Override
  public LlmQuotaStatus with(
      @Nullable LlmQuotaStatus before,
      @Nullable Long observedGeneration,
      List<Condition> conditions) {
    return before == null
        ? new LlmQuotaStatus(observedGeneration, conditions, null, null)
        : new LlmQuotaStatus(observedGeneration, conditions, before.keys(), before.usage());
  }
}

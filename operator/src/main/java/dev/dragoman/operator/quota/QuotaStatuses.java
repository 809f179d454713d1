package dev.dragoman.operator.quota;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.Reason;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.StatusShape;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmQuotaStatus;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status of a quota. Pure. */
final class QuotaStatuses implements StatusShape<LlmQuota, LlmQuotaStatus> {
  private final UsageBook usages;

  QuotaStatuses(UsageBook usages) {
    this.usages = usages;
  }

  /** What is true of a quota. */
  LlmQuotaStatus of(LlmQuota quota, Observation seen, List<Condition> conditions) {
    LlmQuotaStatus before = quota.getStatus();
    return new LlmQuotaStatus(
        quota.getMetadata().getGeneration(),
        conditions,
        seen.facts().keys(),
        usages.usage(quota.getMetadata().getUid(), before == null ? null : before.usage()));
  }

  /** Conditions that only quotas have, while they are true. */
  List<Facts> more(LlmQuota quota) {
    String spent =
        usages.exceeded(
            quota.getMetadata().getUid(),
            quota.getStatus() == null ? null : quota.getStatus().usage());
    return spent == null
        ? List.of()
        : List.of(
            new Facts(
                "BudgetExceeded",
                ConditionStatus.True,
                Reason.BudgetExceeded,
                "budget " + spent + " is spent: all keys are refused until its next period"));
  }

  @Override
  public boolean isUrgent(LlmQuota quota, LlmQuotaStatus status) {
    LlmQuotaStatus before = quota.getStatus();
    return usages.isUrgent(
        quota.getMetadata().getUid(), before == null ? null : before.usage(), status.usage());
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

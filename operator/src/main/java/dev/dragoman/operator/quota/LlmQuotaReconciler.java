package dev.dragoman.operator.quota;

import dev.dragoman.fleet.Kind;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.Pokes;
import dev.dragoman.operator.status.Reporter;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.values.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Reports whether a quota is enforced, and for how many keys. */
public final class LlmQuotaReconciler implements Reconciler<LlmQuota> {
  private final Reporter reporter;
  private final Pokes pokes;
  private final QuotaStatuses shape;

  public LlmQuotaReconciler(Reporter reporter, Pokes pokes, UsageBook usages) {
    this.reporter = reporter;
    this.pokes = pokes;
    this.shape = new QuotaStatuses(usages);
  }

  @Override
  public List<EventSource<?, LlmQuota>> prepareEventSources(EventSourceContext<LlmQuota> context) {
    return List.of(pokes.source(Kind.LlmQuota));
  }

  @Override
  public UpdateControl<LlmQuota> reconcile(LlmQuota quota, Context<LlmQuota> context) {
    return reporter
        .observe(Kind.LlmQuota, quota)
        .map(seen -> report(quota, seen))
        .orElseGet(UpdateControl::noUpdate);
  }

  private UpdateControl<LlmQuota> report(LlmQuota quota, Observation seen) {
    List<Condition> before = quota.getStatus() == null ? List.of() : quota.getStatus().conditions();
    List<Condition> conditions = reporter.conditions(seen, shape.more(quota), before);
    return reporter.write(quota, shape.of(quota, seen, conditions), shape);
  }

  @Override
  public ErrorStatusUpdateControl<LlmQuota> updateErrorStatus(
      LlmQuota quota, Context<LlmQuota> context, Exception fault) {
    return reporter.failed(quota, fault, shape);
  }
}

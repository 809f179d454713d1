package dev.dragoman.operator.provider;

import dev.dragoman.fleet.Kind;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.Pokes;
import dev.dragoman.operator.status.Reporter;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.values.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;

/** Reports whether a provider can be used, and by how many routes it is. */
public final class LlmProviderReconciler implements Reconciler<LlmProvider> {
  private static final ProviderStatuses SHAPE = new ProviderStatuses();

  private final Reporter reporter;
  private final Pokes pokes;
  private final Clock clock;

  public LlmProviderReconciler(Reporter reporter, Pokes pokes, Clock clock) {
    this.reporter = reporter;
    this.pokes = pokes;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, LlmProvider>> prepareEventSources(
      EventSourceContext<LlmProvider> context) {
    return List.of(pokes.source(Kind.LlmProvider));
  }

  @Override
  public UpdateControl<LlmProvider> reconcile(LlmProvider provider, Context<LlmProvider> context) {
    return reporter
        .observe(Kind.LlmProvider, provider)
        .map(seen -> report(provider, seen))
        .orElseGet(UpdateControl::noUpdate);
  }

  private UpdateControl<LlmProvider> report(LlmProvider provider, Observation seen) {
    List<Condition> before =
        provider.getStatus() == null ? List.of() : provider.getStatus().conditions();
    List<Condition> conditions = reporter.conditions(seen, List.of(), before);
    return reporter.write(
        provider, ProviderStatuses.of(provider, seen, conditions, clock.instant()), SHAPE);
  }

  @Override
  public ErrorStatusUpdateControl<LlmProvider> updateErrorStatus(
      LlmProvider provider, Context<LlmProvider> context, Exception fault) {
    return reporter.failed(provider, fault, SHAPE);
  }
}

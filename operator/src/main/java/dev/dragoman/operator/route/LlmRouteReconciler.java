package dev.dragoman.operator.route;

import dev.dragoman.fleet.Kind;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.Pokes;
import dev.dragoman.operator.status.Reporter;
import dev.dragoman.resources.LlmRoute;
import dev.dragoman.resources.values.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Reports where a route is served, and what of it is not. */
public final class LlmRouteReconciler implements Reconciler<LlmRoute> {
  private static final RouteStatuses SHAPE = new RouteStatuses();

  private final Reporter reporter;
  private final Pokes pokes;

  public LlmRouteReconciler(Reporter reporter, Pokes pokes) {
    this.reporter = reporter;
    this.pokes = pokes;
  }

  @Override
  public List<EventSource<?, LlmRoute>> prepareEventSources(EventSourceContext<LlmRoute> context) {
    return List.of(pokes.source(Kind.LlmRoute));
  }

  @Override
  public UpdateControl<LlmRoute> reconcile(LlmRoute route, Context<LlmRoute> context) {
    return reporter
        .observe(Kind.LlmRoute, route)
        .map(seen -> report(route, seen))
        .orElseGet(UpdateControl::noUpdate);
  }

  private UpdateControl<LlmRoute> report(LlmRoute route, Observation seen) {
    List<Condition> before = route.getStatus() == null ? List.of() : route.getStatus().conditions();
    List<Condition> conditions = reporter.conditions(seen, List.of(), before);
    return reporter.write(route, RouteStatuses.of(route, seen, conditions), SHAPE);
  }

  @Override
  public ErrorStatusUpdateControl<LlmRoute> updateErrorStatus(
      LlmRoute route, Context<LlmRoute> context, Exception fault) {
    return reporter.failed(route, fault, SHAPE);
  }
}

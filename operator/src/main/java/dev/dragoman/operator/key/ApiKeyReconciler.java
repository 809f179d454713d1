package dev.dragoman.operator.key;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.Kind;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.Pokes;
import dev.dragoman.operator.status.Reporter;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.key.Material;
import dev.dragoman.resources.key.MaterialType;
import dev.dragoman.resources.values.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the texts of keys made that are left to the operator, and reports how each key stands. */
public final class ApiKeyReconciler implements Reconciler<ApiKey> {
  private final Reporter reporter;
  private final Pokes pokes;
  private final KeyTexts texts;
  private final Runnable changed;
  private final Clock clock;
  private final KeyStatuses shape;

  /**
   * The controller.
   *
   * @param changed called when a text was made, so that the fleet is resolved with it
   */
  public ApiKeyReconciler(
      Reporter reporter,
      Pokes pokes,
      KeyTexts texts,
      Runnable changed,
      UsageBook usages,
      Clock clock) {
    this.reporter = reporter;
    this.pokes = pokes;
    this.texts = texts;
    this.changed = changed;
    this.clock = clock;
    this.shape = new KeyStatuses(usages);
  }

  @Override
  public List<EventSource<?, ApiKey>> prepareEventSources(EventSourceContext<ApiKey> context) {
    return List.of(pokes.source(Kind.ApiKey));
  }

  @Override
  public UpdateControl<ApiKey> reconcile(ApiKey key, Context<ApiKey> context) {
    KeyTexts.Outcome text = isMade(key) ? texts.ensure(key) : KeyTexts.Outcome.NONE;
    if (text.wrote()) {
      changed.run();
    }
    UpdateControl<ApiKey> control =
        reporter
            .observe(Kind.ApiKey, key)
            .map(seen -> report(key, seen, text))
            .orElseGet(UpdateControl::noUpdate);
    return again(control, KeyStatuses.next(key.getSpec(), text.next(), clock.instant()));
  }

  private static boolean isMade(ApiKey key) {
    if (key.getSpec() == null) {
      return false;
    }
    Material material = key.getSpec().material();
    return material == null || material.type() == MaterialType.Generate;
  }

  private UpdateControl<ApiKey> report(ApiKey key, Observation seen, KeyTexts.Outcome text) {
    List<Condition> before = key.getStatus() == null ? List.of() : key.getStatus().conditions();
    List<Facts> more = shape.more(key, text, clock.instant());
    List<Condition> conditions = reporter.conditions(seen, more, before);
    return reporter.write(key, shape.of(key, seen, text, conditions), shape);
  }

  /** What the budget of writes asks for comes first. */
  private UpdateControl<ApiKey> again(UpdateControl<ApiKey> control, @Nullable Instant next) {
    if (next == null || control.getScheduleDelay().isPresent()) {
      return control;
    }
    Duration wait = Duration.between(clock.instant(), next);
    return control.rescheduleAfter(wait.isNegative() ? Duration.ZERO : wait.plusMillis(1));
  }

  @Override
  public ErrorStatusUpdateControl<ApiKey> updateErrorStatus(
      ApiKey key, Context<ApiKey> context, Exception fault) {
    return reporter.failed(key, fault, shape);
  }
}

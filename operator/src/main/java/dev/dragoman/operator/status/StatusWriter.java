package dev.dragoman.operator.status;

import dev.dragoman.fleet.Reason;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of an object when it is another than before and the budget allows, in one patch
 * that holds nothing but the status. A patch that changes nothing is not harmless, it makes an
 * event: so it is not sent (kubernetes.md 4.4).
 */
public final class StatusWriter {
  private final WriteBudget budget;
  private final Clock clock;
  private final Runnable written;
  private final EndingNamespaces ending;

  /**
   * A writer.
   *
   * @param written called for each status that is sent
   */
  public StatusWriter(WriteBudget budget, Clock clock, Runnable written) {
    this.budget = budget;
    this.clock = clock;
    this.written = written;
    this.ending = new EndingNamespaces(clock);
  }

  /** What to do about the status of {@code object}, which shall be {@code status}. */
  public <P extends CustomResource<?, S>, S> UpdateControl<P> write(
      P object, S status, StatusShape<P, S> shape) {
    S before = object.getStatus();
    if (status.equals(before)) {
      budget.release(object.getMetadata().getUid());
      return UpdateControl.noUpdate();
    }
    boolean flips =
        !statuses(shape, status).equals(statuses(shape, before)) || shape.isUrgent(object, status);
    Duration wait = budget.take(object.getMetadata().getUid(), flips);
    if (!wait.isZero()) {
      return UpdateControl.<P>noUpdate().rescheduleAfter(wait);
    }
    written.run();
    return UpdateControl.patchStatus(bare(object, status, shape));
  }

  /** A status that speaks of an older object is as wrong as one that says the contrary. */
  private static <P extends CustomResource<?, S>, S> Map<String, String> statuses(
      StatusShape<P, S> shape, @Nullable S status) {
    Map<String, String> statuses = new TreeMap<>();
    if (status != null) {
      shape
          .conditions(status)
          .forEach(condition ->
              statuses.put(
                  condition.type(), condition.status() + "@" + condition.observedGeneration()));
    }
    return statuses;
  }

  private static <P extends CustomResource<?, S>, S> P bare(
      P object, S status, StatusShape<P, S> shape) {
    P bare = shape.empty();
    bare.getMetadata().setName(object.getMetadata().getName());
    bare.getMetadata().setNamespace(object.getMetadata().getNamespace());
    bare.setStatus(status);
    return bare;
  }

  /**
   * What to do when reconciling failed. Nothing of the exception's text is shown: it may quote what
   * was sent.
   */
  public <P extends CustomResource<?, S>, S> ErrorStatusUpdateControl<P> failed(
      P object, Exception fault, StatusShape<P, S> shape) {
    if (Thread.currentThread().isInterrupted()) {
      // The operator ends in the middle of a call. That is no fault of the object.
      return ErrorStatusUpdateControl.noStatusUpdate();
    }
    if (ending.explain(fault, object.getMetadata().getNamespace())) {
      return ErrorStatusUpdateControl.<P>noStatusUpdate().withNoRetry();
    }
    S before = object.getStatus();
    Long generation = object.getMetadata().getGeneration();
    List<Condition> known = before == null ? List.of() : shape.conditions(before);
    S status = shape.with(before, generation, failing(known, generation, fault));
    if (status.equals(before) || !budget.take(object.getMetadata().getUid(), true).isZero()) {
      return ErrorStatusUpdateControl.noStatusUpdate();
    }
    written.run();
    return ErrorStatusUpdateControl.patchStatus(bare(object, status, shape));
  }

  private List<Condition> failing(
      List<Condition> before, @Nullable Long generation, Exception fault) {
    List<Condition> conditions = new ArrayList<>();
    Instant since = clock.instant();
    for (Condition condition : before) {
      if (!condition.type().equals("Ready")) {
        conditions.add(condition);
      } else if (condition.status() == ConditionStatus.Unknown) {
        since = condition.lastTransitionTime();
      }
    }
    conditions.add(
        new Condition(
            "Ready",
            ConditionStatus.Unknown,
            generation,
            since,
            Reason.Error.name(),
            "the operator failed (" + fault.getClass().getSimpleName() + ") and tries again"));
    return conditions;
  }
}

package dev.dragoman.operator.status;

import dev.dragoman.fleet.ConditionsOf;
import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.fleets.FleetLoop;
import dev.dragoman.operator.fleets.ObjectFacts;
import dev.dragoman.resources.values.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the controllers of all kinds report by. Thread-safe. */
public final class Reporter {
  private final FleetLoop fleets;
  private final DeliveryView deliveries;
  private final ConditionsOf conditionsOf;
  private final StatusWriter writer;

  public Reporter(
      FleetLoop fleets, DeliveryView deliveries, ConditionsOf conditionsOf, StatusWriter writer) {
    this.fleets = fleets;
    this.deliveries = deliveries;
    this.conditionsOf = conditionsOf;
    this.writer = writer;
  }

  /**
   * Looks at an object. Empty while the fleet has not seen its newest spec: what it says of an
   * older one must not stand under the new generation. It will poke the controller when it has.
   */
  public Optional<Observation> observe(Kind kind, CustomResource<?, ?> object) {
    Optional<ObjectFacts> facts = fleets.facts(new ObjectId(kind, ObjectName.of(object)));
    return facts
        .filter(known ->
            Objects.equals(known.verdict().generation(), object.getMetadata().getGeneration()))
        .map(known -> Observation.of(known, object.getMetadata().getUid(), deliveries));
  }

  /** What runs on a gateway. */
  public Optional<GatewayDelivery> delivery(ObjectName gateway) {
    return deliveries.of(gateway);
  }

  /**
   * The conditions of an object.
   *
   * @param more besides those that every object has
   * @param before those that it has
   */
  public List<Condition> conditions(
      Observation observation, List<Facts> more, List<Condition> before) {
    return observation.conditions(conditionsOf, more, before);
  }

  /** See {@link StatusWriter#write}. */
  public <P extends CustomResource<?, S>, S> UpdateControl<P> write(
      P object, S status, StatusShape<P, S> shape) {
    return writer.write(object, status, shape);
  }

  /** See {@link StatusWriter#failed}. */
  public <P extends CustomResource<?, S>, S> ErrorStatusUpdateControl<P> failed(
      P object, Exception fault, StatusShape<P, S> shape) {
    return writer.failed(object, fault, shape);
  }
}

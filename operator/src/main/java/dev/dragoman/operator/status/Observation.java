package dev.dragoman.operator.status;

import dev.dragoman.fleet.ConditionsOf;
import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.ConditionsOf.Observed;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.fleets.ObjectFacts;
import dev.dragoman.resources.values.Condition;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object as its status shall show it.
 *
 * @param facts what the fleet says of it
 * @param parents what is known of it by gateway that serves it
 */
public record Observation(
    ObjectFacts facts, SortedMap<ObjectName, Optional<ObjectDelivery>> parents) {

  /** Looks at an object. */
  public static Observation of(ObjectFacts facts, String uid, DeliveryView deliveries) {
    @Nullable Long generation = facts.verdict().generation();
    SortedMap<ObjectName, Optional<ObjectDelivery>> parents = new TreeMap<>();
    for (ObjectName gateway : facts.servedBy()) {
      parents.put(
          gateway,
          deliveries.of(gateway, facts.verdict().id(), uid, generation == null ? 0 : generation));
    }
    return new Observation(facts, parents);
  }

  /**
   * Its conditions.
   *
   * @param more conditions besides those that every object has
   * @param before those that it has
   */
  public List<Condition> conditions(
      ConditionsOf conditionsOf, List<Facts> more, List<Condition> before) {
    Facts programmed = Programmed.of(parents, facts.verdict().generation(), before);
    return conditionsOf.of(facts.verdict(), new Observed(programmed, more), before);
  }

  /** Ready pods that run it as it is, of all gateways; null while nobody knows. */
  public @Nullable String summary() {
    if (parents.values().stream().anyMatch(Optional::isEmpty)) {
      return null;
    }
    List<ObjectDelivery> known = parents.values().stream().map(Optional::orElseThrow).toList();
    int taken = known.stream().mapToInt(ObjectDelivery::taken).sum();
    int ready = known.stream().mapToInt(ObjectDelivery::ready).sum();
    return taken + "/" + ready;
  }
}

package dev.dragoman.operator.status;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Reason;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Condition Programmed of an object: every ready pod of every parent runs it as it is. Pure. */
public final class Programmed {
  private static final String TYPE = "Programmed";

  private Programmed() {}

  /**
   * The condition.
   *
   * @param parents what is known by gateway; empty when no gateway has the object
   * @param generation of the object
   * @param before the conditions that the object has: they stand while nobody knows better
   */
  public static @Nullable Facts of(
      SortedMap<ObjectName, Optional<ObjectDelivery>> parents,
      @Nullable Long generation,
      List<Condition> before) {
    if (parents.isEmpty()) {
      return no(Reason.Pending, "no gateway serves it");
    }
    if (parents.values().stream().anyMatch(Optional::isEmpty)) {
      return standing(generation, before);
    }
    return known(
        parents.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().orElseThrow())));
  }

  private static @Nullable Facts standing(@Nullable Long generation, List<Condition> before) {
    for (Condition condition : before) {
      if (condition.type().equals(TYPE)
          && condition.status() != null
          && Objects.equals(condition.observedGeneration(), generation)) {
        return new Facts(
            TYPE, condition.status(), Reason.valueOf(condition.reason()), condition.message());
      }
    }
    return null;
  }

  private static Facts known(Map<ObjectName, ObjectDelivery> parents) {
    for (ObjectDelivery delivery : parents.values()) {
      if (delivery.obstacle() != null) {
        return no(delivery.obstacle().reason(), delivery.obstacle().message());
      }
    }
    String problems =
        parents.values().stream()
            .flatMap(delivery -> delivery.problems().stream())
            .distinct()
            .collect(Collectors.joining("; "));
    if (!problems.isEmpty()) {
      return no(Reason.Rejected, problems);
    }
    int taken = parents.values().stream().mapToInt(ObjectDelivery::taken).sum();
    int ready = parents.values().stream().mapToInt(ObjectDelivery::ready).sum();
    int silent = parents.values().stream().mapToInt(ObjectDelivery::silent).sum();
    String count = taken + "/" + ready + " ready pods";
    if (parents.values().stream().anyMatch(delivery -> delivery.since() == null)) {
      return no(Reason.Pending, "no configuration that holds it was published yet");
    }
    if (parents.values().stream().anyMatch(delivery -> delivery.ready() == 0)) {
      return no(Reason.NoReadyPods, names(parents) + ": no pod is ready");
    }
    if (taken == ready) {
      return new Facts(TYPE, ConditionStatus.True, Reason.Programmed, count);
    }
    return taken + silent == ready
        ? new Facts(
            TYPE, ConditionStatus.Unknown, Reason.Propagating, count + ", the others are silent")
        : no(Reason.Propagating, count);
  }

  private static String names(Map<ObjectName, ObjectDelivery> parents) {
    return parents.entrySet().stream()
        .filter(entry -> entry.getValue().ready() == 0)
        .map(entry -> entry.getKey().toString())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Facts no(Reason reason, String message) {
    return new Facts(TYPE, ConditionStatus.False, reason, message);
  }
}

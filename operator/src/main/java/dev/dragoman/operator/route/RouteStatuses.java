package dev.dragoman.operator.route;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Problem;
import dev.dragoman.fleet.Reason;
import dev.dragoman.operator.fleets.ObjectFacts;
import dev.dragoman.operator.status.ObjectDelivery;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.StatusShape;
import dev.dragoman.resources.LlmRoute;
import dev.dragoman.resources.LlmRouteStatus;
import dev.dragoman.resources.route.Backend;
import dev.dragoman.resources.route.BackendStatus;
import dev.dragoman.resources.route.ParentStatus;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Status of a route. Pure. */
final class RouteStatuses implements StatusShape<LlmRoute, LlmRouteStatus> {
  private static final int MOST_CONFLICTS = 5;

  /** What is true of a route. */
  static LlmRouteStatus of(LlmRoute route, Observation seen, List<Condition> conditions) {
    List<BackendStatus> backends = backends(route, seen.facts());
    long usable =
        backends.stream().filter(backend -> Boolean.TRUE.equals(backend.resolved())).count();
    LlmRouteStatus before = route.getStatus();
    String summary = seen.summary();
    return new LlmRouteStatus(
        route.getMetadata().getGeneration(),
        conditions,
        parents(route, seen),
        summary == null && before != null ? before.programmed() : summary,
        backends,
        usable + "/" + backends.size(),
        conflicts(seen.facts().verdict().problems()));
  }

  /** What nobody knows of a gateway now stays as it was told last. */
  private static List<ParentStatus> parents(LlmRoute route, Observation seen) {
    List<ParentStatus> parents = new ArrayList<>();
    seen.parents()
        .forEach((gateway, delivery) -> {
          Ref ref = new Ref(gateway.name(), gateway.namespace());
          Optional<ParentStatus> before = before(route, ref);
          parents.add(
              delivery
                  .map(known -> parent(ref, since(route, before, known), known))
                  .or(() -> before)
                  .orElseGet(() -> new ParentStatus(ref, List.of(), null, null, null)));
        });
    return parents;
  }

  private static Optional<ParentStatus> before(LlmRoute route, Ref ref) {
    return Optional.ofNullable(route.getStatus()).stream()
        .flatMap(status -> status.parents().stream())
        .filter(parent -> parent.ref().equals(ref))
        .findFirst();
  }

  /**
   * The generation of the configuration that first held the route as it is. An operator that has
   * just started knows only that the newest one holds it; what the one before it wrote is older.
   */
  private static @Nullable Long since(
      LlmRoute route, Optional<ParentStatus> before, ObjectDelivery known) {
    LlmRouteStatus status = route.getStatus();
    Long written = before.map(ParentStatus::sinceGeneration).orElse(null);
    boolean sameRoute =
        status != null
            && Objects.equals(status.observedGeneration(), route.getMetadata().getGeneration());
    return sameRoute && written != null && known.since() != null && written < known.since()
        ? written
        : known.since();
  }

  private static ParentStatus parent(Ref ref, @Nullable Long since, ObjectDelivery delivery) {
    return new ParentStatus(ref, List.of(), since, delivery.taken(), delivery.ready());
  }

  private static List<BackendStatus> backends(LlmRoute route, ObjectFacts facts) {
    List<BackendStatus> backends = new ArrayList<>();
    if (route.getSpec() == null) {
      return backends;
    }
    for (Backend backend : route.getSpec().backends()) {
      if (backend != null && backend.name() != null) {
        String field = "spec.backends[" + backend.name() + "].";
        Reason reason =
            facts.verdict().problems().stream()
                .filter(problem ->
                    problem instanceof Problem.Unresolved unresolved
                        && unresolved.field().startsWith(field))
                .map(Problem::reason)
                .findFirst()
                .orElse(null);
        backends.add(
            new BackendStatus(
                backend.name(),
                facts.backends().contains(backend.name()),
                reason == null ? null : reason.name(),
                null));
      }
    }
    return backends;
  }

  private static List<Ref> conflicts(List<Problem> problems) {
    return problems.stream()
        .filter(Problem.Conflict.class::isInstance)
        .map(Problem.Conflict.class::cast)
        .map(conflict -> conflict.winner().name())
        .distinct()
        .sorted()
        .limit(MOST_CONFLICTS)
        .map(RouteStatuses::ref)
        .toList();
  }

  private static Ref ref(ObjectName name) {
    return new Ref(name.name(), name.namespace());
  }

  @Override
  public LlmRoute empty() {
    return new LlmRoute();
  }

  @Override
  public List<Condition> conditions(LlmRouteStatus status) {
    return status.conditions();
  }

  @Override
  public LlmRouteStatus with(
      @Nullable LlmRouteStatus before,
      @Nullable Long observedGeneration,
      List<Condition> conditions) {
    return before == null
        ? new LlmRouteStatus(
            observedGeneration, conditions, List.of(), null, List.of(), null, List.of())
        : new LlmRouteStatus(
            observedGeneration,
            conditions,
            before.parents(),
            before.programmed(),
            before.backends(),
            before.resolvedBackends(),
            before.conflictsWith());
  }
}

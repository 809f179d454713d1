package dev.dragoman.fleet;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.MatchEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.resources.LlmRoute;
import dev.dragoman.resources.LlmRouteSpec;
import dev.dragoman.resources.route.Backend;
import dev.dragoman.resources.route.RouteState;
import dev.dragoman.resources.route.Timeouts;
import dev.dragoman.resources.route.Visibility;
import dev.dragoman.resources.values.Ref;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as its own spec has it.
 *
 * @param backends each with the name of the provider that it refers to
 * @param claims by model, what no two routes may both have: the name under the route's conditions
 */
record RoutePart(
    Origin origin,
    List<ObjectName> parents,
    List<String> models,
    boolean listed,
    boolean active,
    @Nullable MatchEntry match,
    List<String> claims,
    Consent callers,
    List<Target> backends,
    RoutePolicy policy) {
  /** A backend and where it goes. */
  record Target(ObjectName provider, BackendEntry entry) {}

  static RoutePart of(LlmRoute route, Honoured honoured, NamespaceLabels labels) {
    LlmRouteSpec spec = route.getSpec();
    ObjectName name = ObjectName.of(route);
    Reading reading = new Reading(HonourCheck.of(honoured, Kind.LlmRoute, spec));
    Consent callers =
        Consent.of(
            spec.allowedKeys(), name.namespace(), labels, reading, "spec.allowedKeys.selector");
    TimeoutValues timeouts =
        reading.field(
            "spec.timeouts", TimeoutValues.UNSET, () -> TimeoutValues.UNSET.under(spec.timeouts()));
    List<Target> backends = backends(spec, name.namespace(), timeouts, reading);
    RoutePolicy policy = RoutePolicies.of(spec, timeouts.orDefaults(), reading);
    List<String> models = models(spec, reading);
    Origin bare = Origin.of(Kind.LlmRoute, route, List.of());
    MatchEntry match = reading.field("spec.match", () -> Matches.of(spec.match(), bare));
    Origin origin = bare.with(reading.problems());
    return new RoutePart(
        origin,
        parents(spec.parentRefs(), name.namespace()),
        models,
        spec.visibility() != Visibility.Hidden,
        spec.state() != RouteState.Disabled,
        match,
        claims(models, Matches.key(match)),
        callers,
        backends,
        policy);
  }

  private static List<ObjectName> parents(List<Ref> refs, String namespace) {
    LinkedHashSet<ObjectName> parents = new LinkedHashSet<>();
    refs.forEach(ref -> parents.add(ObjectName.in(ref.namespace(), namespace, ref.name())));
    return List.copyOf(parents);
  }

  private static List<String> models(LlmRouteSpec spec, Reading reading) {
    List<String> models = new ArrayList<>();
    for (int i = 0; i < spec.models().size(); i++) {
      String text = spec.models().get(i);
      ModelPattern pattern = reading.field("spec.models[" + i + "]", () -> ModelPattern.of(text));
      if (pattern != null && !models.contains(text)) {
        models.add(text);
      }
    }
    return List.copyOf(models);
  }

  private static List<String> claims(List<String> models, String conditions) {
    return models.stream().map(model -> model + "\n" + conditions).toList();
  }

  private static List<Target> backends(
      LlmRouteSpec spec, String namespace, TimeoutValues above, Reading reading) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < spec.backends().size(); i++) {
      Backend backend = spec.backends().get(i);
      String place = "spec.backends[" + i + "]";
      Ref ref = backend.providerRef();
      ObjectName provider = ObjectName.in(ref.namespace(), namespace, ref.name());
      Timeouts own = backend.timeouts();
      TimeoutValues timeouts = reading.field(place + ".timeouts", above, () -> above.under(own));
      BackendEntry entry = reading.field(place, () -> entry(backend, provider, timeouts));
      if (entry != null) {
        targets.add(new Target(provider, entry));
      }
    }
    return List.copyOf(targets);
  }

  private static BackendEntry entry(Backend backend, ObjectName provider, TimeoutValues timeouts) {
    Integer weight = backend.weight();
    Integer priority = backend.priority();
    return new BackendEntry(
        backend.name(),
        provider.toString(),
        backend.model(),
        weight == null ? BackendEntry.DEFAULT_WEIGHT : weight,
        priority == null ? 0 : priority,
        timeouts.orDefaults(),
        null,
        java.util.Map.of());
  }

  /** The entry of this route on a gateway where it won these names and has these backends. */
  RouteEntry entry(List<String> won, List<BackendEntry> usable) {
    return new RouteEntry(
        origin.name().toString(),
        origin.uid(),
        won,
        listed,
        active ? RouteEntry.State.Active : RouteEntry.State.Disabled,
        match,
        callers.entry(),
        usable,
        policy);
  }
}

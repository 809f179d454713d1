package dev.dragoman.fleet;

import dev.dragoman.contract.RouteEntry;
import dev.dragoman.fleet.References.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which routes are served where, by which names, through which backends. */
final class RouteResolution {
  private final Parts parts;
  private final Set<ObjectName> usableProviders;
  private final Findings findings;
  private final References references;
  private final Attachment attachment;
  private final Map<ObjectName, Map<String, RoutePart>> claims = new HashMap<>();
  private final Map<ObjectName, List<ServedRoute>> served = new HashMap<>();

  RouteResolution(Parts parts, Set<ObjectName> usableProviders, Findings findings) {
    this.parts = parts;
    this.usableProviders = usableProviders;
    this.findings = findings;
    this.references = new References(findings);
    this.attachment = new Attachment(parts, findings);
  }

  /** Routes by the gateway that serves them. */
  Map<ObjectName, List<ServedRoute>> resolve() {
    parts.routeShelf.byAge().forEach(this::resolve);
    return served;
  }

  private void resolve(RoutePart route) {
    List<GatewayPart> gateways =
        attachment.of(route.origin(), "spec.parentRefs", route.parents(), GatewayPart::routes);
    List<RoutePart.Target> targets = new ArrayList<>(route.backends().size());
    for (RoutePart.Target target : route.backends()) {
      if (usable(route, target)) {
        targets.add(target);
      }
    }
    if (!route.origin().sound()) {
      return;
    }
    if (!route.active()) {
      findings.add(
          route.origin(),
          new Problem.Inactive(Reason.Disabled, "spec.state: its models answer with 503"));
    }
    List<RoutePart.Target> backends = same(route.backends(), targets);
    for (Won won : claim(route, gateways)) {
      serve(route, won.gateway, same(route.models(), won.models), backends);
    }
  }

  /** The whole list itself where nothing was taken from it: comparing it costs nothing then. */
  private static <T> List<T> same(List<T> whole, List<T> part) {
    return part.size() == whole.size() ? whole : part;
  }

  private boolean usable(RoutePart route, RoutePart.Target target) {
    ProviderPart provider = parts.providers.get(target.provider());
    Consent consent = provider == null ? null : provider.routes();
    boolean permitted = consent != null && consent.allows(route.origin().name().namespace());
    if (permitted && usableProviders.contains(target.provider())) {
      return true;
    }
    Reference reference =
        new Reference(
            route.origin(), field(target), new ObjectId(Kind.LlmProvider, target.provider()));
    if (permitted) {
      references.unusable(reference, Reason.ProviderNotFound);
    } else {
      references.refuse(reference, consent, Reason.ProviderNotFound);
    }
    return false;
  }

  private static String field(RoutePart.Target target) {
    return "spec.backends[" + target.entry().name() + "].providerRef";
  }

  /** Names are claimed by the oldest route of equal conditions; one name lost loses no other. */
  private List<Won> claim(RoutePart route, List<GatewayPart> gateways) {
    List<Won> won = new ArrayList<>(gateways.size());
    List<Lost> lost = new ArrayList<>(0);
    for (GatewayPart gateway : gateways) {
      Map<String, RoutePart> owners =
          claims.computeIfAbsent(gateway.origin().name(), _ -> new HashMap<>());
      List<String> models = new ArrayList<>(route.models().size());
      for (int i = 0; i < route.models().size(); i++) {
        RoutePart owner = owners.putIfAbsent(route.claims().get(i), route);
        if (owner == null) {
          models.add(route.models().get(i));
        } else {
          lost.add(new Lost(route.models().get(i), gateway, owner));
        }
      }
      if (!models.isEmpty()) {
        won.add(new Won(gateway, models));
      }
    }
    for (Lost name : lost) {
      findings.add(
          route.origin(),
          new Problem.Conflict(
              "the model \"" + name.model + "\" of " + name.gateway.origin().id(),
              name.owner.origin().id(),
              won.isEmpty()));
    }
    return won;
  }

  private record Won(GatewayPart gateway, List<String> models) {}

  private record Lost(String model, GatewayPart gateway, RoutePart owner) {}

  private void serve(
      RoutePart route, GatewayPart gateway, List<String> models, List<RoutePart.Target> targets) {
    List<RoutePart.Target> backends = new ArrayList<>(targets.size());
    for (RoutePart.Target target : targets) {
      ProviderPart provider = parts.providers.get(target.provider());
      if (provider == null
          || !provider.ambient()
          || gateway.ambient().allows(target.provider().namespace())) {
        backends.add(target);
      } else {
        findings.unresolved(
            route.origin(),
            Reason.RefNotPermitted,
            field(target),
            gateway.origin().id()
                + " does not permit LlmProvider "
                + target.provider()
                + " to use its identity");
      }
    }
    List<RoutePart.Target> permitted = same(targets, backends);
    if (!route.active() || permitted.stream().anyMatch(target -> target.entry().takesRequests())) {
      served
          .computeIfAbsent(gateway.origin().name(), _ -> new ArrayList<>())
          .add(new ServedRoute(route, models, permitted, entry(route, models, permitted)));
    }
  }

  private RouteEntry entry(RoutePart route, List<String> models, List<RoutePart.Target> backends) {
    return parts.routeEntries.entry(
        route,
        List.of(models, backends),
        () -> route.entry(models, backends.stream().map(RoutePart.Target::entry).toList()));
  }
}

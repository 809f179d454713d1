package dev.dragoman.standalone.manifests;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.standalone.manifests.RouteManifest.Backend;
import dev.dragoman.standalone.manifests.RouteManifest.PublicModel;
import dev.dragoman.standalone.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Routes whose provider is there. A public name that two routes claim belongs to the first by
 * namespace and name; the other keeps the rest of its names.
 */
record ResolvedRoutes(SortedMap<ObjectName, RouteEntry> entries) {
  ResolvedRoutes {
    entries = new TreeMap<>(entries);
  }

  static ResolvedRoutes of(
      Manifests manifests, GatewayChoice gateway, ResolvedProviders providers, Problems problems) {
    SortedMap<ObjectName, RouteEntry> entries = new TreeMap<>();
    Map<String, ObjectName> owners = new HashMap<>();
    for (RouteManifest route : manifests.routes().values()) {
      if (!gateway.takesRoute(route, problems)) {
        continue;
      }
      if (!route.active()) {
        problems.add(
            route.place(), "Disabled: the route is switched off, its names are not served");
        continue;
      }
      Ref ref = route.backend().provider();
      ProviderEntry provider = providers.find(ref, route.name().namespace(), manifests, problems);
      if (provider != null) {
        RouteEntry entry = entry(route, provider, unclaimed(route, owners, problems));
        if (entry != null) {
          entries.put(route.name(), entry);
        }
      }
    }
    return new ResolvedRoutes(entries);
  }

  private static List<String> unclaimed(
      RouteManifest route, Map<String, ObjectName> owners, Problems problems) {
    List<String> models = new ArrayList<>();
    for (PublicModel model : route.models()) {
      ObjectName owner = owners.putIfAbsent(model.name(), route.name());
      if (owner == null) {
        models.add(model.name());
      } else {
        problems.add(
            model.place(),
            "Conflicted: "
                + model.name()
                + " belongs to LlmRoute "
                + owner
                + ", which comes first by name");
      }
    }
    return models;
  }

  private static @Nullable RouteEntry entry(
      RouteManifest route, ProviderEntry provider, List<String> models) {
    if (models.isEmpty()) {
      return null;
    }
    Backend backend = route.backend();
    BackendEntry target =
        BackendEntry.of(
            backend.name(), provider.name(), backend.model(), backend.timeouts().orDefaults());
    return RouteEntry.of(route.name().toString(), models, List.of(target)).listed(route.listed());
  }

  /** The names of the routes in a namespace. */
  List<String> namesIn(String namespace) {
    return entries.keySet().stream()
        .filter(name -> name.namespace().equals(namespace))
        .map(ObjectName::toString)
        .toList();
  }
}

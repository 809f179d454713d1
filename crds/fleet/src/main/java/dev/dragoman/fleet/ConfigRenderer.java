package dev.dragoman.fleet;

import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a gateway runs on. Pure and sorted: equal resources give equal configurations. */
public final class ConfigRenderer {
  private final ModelBook book;

  public ConfigRenderer(Catalogue catalogue) {
    this.book = new ModelBook(catalogue);
  }

  /**
   * The configuration of one gateway: its routes and keys, and the providers that those use. Keys
   * of a gateway with DynamoDB are not in it: its pods look them up there.
   *
   * @throws IllegalArgumentException when the gateway is not among {@link ResolvedFleet#gateways}
   */
  public GatewayConfig render(ResolvedFleet fleet, ObjectName gateway, long generation) {
    ResolvedFleet.Service service = fleet.service(gateway);
    List<RouteEntry> routes = new ArrayList<>(service.routes().size());
    Map<ObjectName, Set<String>> used = new HashMap<>();
    for (ServedRoute route : service.routes()) {
      routes.add(route.entry());
      for (RoutePart.Target target : route.backends()) {
        Set<String> models = used.computeIfAbsent(target.provider(), _ -> new HashSet<>());
        book.knownModelsOf(fleet.parts().providers.get(target.provider()), target, route.models())
            .forEach(models::add);
      }
    }
    List<ProviderEntry> providers = new ArrayList<>();
    used.forEach((name, models) -> {
      ProviderEntry entry = provider(fleet.parts().providers.get(name), models);
      if (entry != null) {
        providers.add(entry);
      }
    });
    return new GatewayConfig(
        ContractVersion.CURRENT,
        generation,
        service.gateway().entry(),
        sorted(providers, ProviderEntry::name),
        sorted(routes, RouteEntry::name),
        keys(service),
        sorted(service.quotas(), QuotaEntry::name));
  }

  /** Keys that live in a store that all pods read do not travel besides. */
  private static List<KeyEntry> keys(ResolvedFleet.Service service) {
    return service.gateway().entry().store().type() == StoreEntry.Type.DynamoDB
        ? List.of()
        : sorted(service.keys(), KeyEntry::name);
  }

  private static <E> List<E> sorted(List<E> entries, Function<E, String> name) {
    List<E> sorted = new ArrayList<>(entries);
    sorted.sort((one, other) -> name.apply(one).compareTo(name.apply(other)));
    return sorted;
  }

  private @Nullable ProviderEntry provider(@Nullable ProviderPart part, Set<String> asked) {
    ProviderEntry entry = part == null ? null : part.entry();
    if (part == null || entry == null) {
      return null;
    }
    TreeSet<String> names = new TreeSet<>(asked);
    entry.models().forEach(model -> names.add(model.name()));
    List<ModelEntry> models = new ArrayList<>();
    for (String name : names) {
      ModelEntry known = book.find(part, name);
      if (known != null) {
        models.add(known);
      }
    }
    return entry.withModels(models);
  }

  /**
   * The keys of a gateway that must be refused at once, whatever configuration is in force: those
   * that are switched off, and those whose time is over.
   */
  public Denials denials(ResolvedFleet fleet, ObjectName gateway, Instant now, long revision) {
    List<String> keyIds = new ArrayList<>();
    for (KeyEntry key : fleet.service(gateway).keys()) {
      boolean over = key.expiresAt() != null && !now.isBefore(key.expiresAt());
      if (key.state() != KeyEntry.State.Active || over) {
        keyIds.add(key.keyId());
      }
    }
    return new Denials(revision, keyIds, List.of(), List.of());
  }
}

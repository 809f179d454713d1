package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.Denials.Withdrawn;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is left of a configuration when that which is denied is taken out of it. What is not denied
 * stays the same object. A denied key stays known, as a revoked one: it has to be refused where no
 * key is asked for, too. A consent is between two uids; it is withdrawn from a route or a provider
 * towards the gateway, from a route towards a provider, or from a key towards a route or the
 * gateway.
 */
final class Refusals {
  private static final String EVERY_ROUTE = "*";

  private final GatewayConfig config;
  private final Map<String, ProviderEntry> providers;
  private final Set<String> keyIds;
  private final Set<String> uids;
  private final Set<Withdrawn> withdrawn;
  private final Set<String> withdrawnFrom;

  private Refusals(GatewayConfig config, Denials denials) {
    this.config = config;
    this.providers =
        config.providers().stream()
            .collect(Collectors.toUnmodifiableMap(ProviderEntry::name, provider -> provider));
    this.keyIds = Set.copyOf(denials.keyIds());
    this.uids = Set.copyOf(denials.uids());
    this.withdrawn = Set.copyOf(denials.withdrawn());
    this.withdrawnFrom =
        withdrawn.stream().map(Withdrawn::from).collect(Collectors.toUnmodifiableSet());
  }

  /** The configuration without what is denied. */
  static GatewayConfig in(GatewayConfig config, Denials denials) {
    return denials.isEmpty() ? config : new Refusals(config, denials).allowed();
  }

  private GatewayConfig allowed() {
    boolean keysAlone = uids.isEmpty() && withdrawn.isEmpty();
    GatewayConfig left = keysAlone ? config : config.withUpstreams(providers(), routes());
    return left.withKeys(config.keys().stream().map(this::judged).toList());
  }

  private List<ProviderEntry> providers() {
    return config.providers().stream().filter(provider -> isAllowed(provider.uid())).toList();
  }

  private List<RouteEntry> routes() {
    List<RouteEntry> routes = new ArrayList<>();
    for (RouteEntry route : config.routes()) {
      List<BackendEntry> backends =
          route.backends().stream().filter(backend -> isAllowed(route, backend)).toList();
      boolean goesSomewhere = !backends.isEmpty() || route.state() == RouteEntry.State.Disabled;
      if (isAllowed(route.uid()) && goesSomewhere) {
        boolean whole = backends.size() == route.backends().size();
        routes.add(whole ? route : route.withBackends(backends));
      }
    }
    return routes;
  }

  private boolean isAllowed(String uid) {
    return !uids.contains(uid) && !isWithdrawn(uid, config.gateway().uid());
  }

  private boolean isWithdrawn(String from, String to) {
    return withdrawnFrom.contains(from) && withdrawn.contains(new Withdrawn(from, to));
  }

  /** A backend whose provider was never there stays: to complain of it is the compiler's part. */
  private boolean isAllowed(RouteEntry route, BackendEntry backend) {
    ProviderEntry provider = providers.get(backend.provider());
    return provider == null
        || (isAllowed(provider.uid()) && !isWithdrawn(route.uid(), provider.uid()));
  }

  private KeyEntry judged(KeyEntry key) {
    boolean denied = keyIds.contains(key.keyId()) || !isAllowed(key.uid());
    if (denied) {
      return key.state() == KeyEntry.State.Active ? key.withState(KeyEntry.State.Revoked) : key;
    }
    return withdrawnFrom.contains(key.uid()) ? key.withRoutes(routesOf(key)) : key;
  }

  private List<String> routesOf(KeyEntry key) {
    boolean everyRoute = key.routes().contains(EVERY_ROUTE);
    return config.routes().stream()
        .filter(route -> everyRoute || key.routes().contains(route.name()))
        .filter(route -> !isWithdrawn(key.uid(), route.uid()))
        .map(RouteEntry::name)
        .toList();
  }
}

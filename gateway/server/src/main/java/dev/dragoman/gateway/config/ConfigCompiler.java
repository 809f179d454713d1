package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.Cidr;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a configuration into the snapshot that requests run on. Everything that could be found
 * wrong while serving is checked here, once.
 */
final class ConfigCompiler {
  private ConfigCompiler() {}

  /**
   * Compiles a whole configuration. A provider whose protocol or proof is of the contract but not
   * of this build, or whose credential has not arrived, is reported and left out, with the routes
   * that have no other; so is each entry that says what this build does not act on, see {@link
   * NotHonoured}. A backend of weight 0 takes no requests, so it is checked like the others and not
   * served.
   *
   * @param accounts gets the accounts that the snapshot uses
   * @throws IllegalArgumentException naming the entry that is inconsistent; sources leave out what
   *     cannot be served, so this is a fault of the source
   */
  static RuntimeConfig compile(
      GatewayConfig config,
      Map<CredentialRef, String> credentials,
      HttpAccounts.Draft accounts,
      Clock clock) {
    AddressPolicy policy =
        new AddressPolicy(config.upstreamCidrs().stream().map(Cidr::parse).toList());
    RuntimeProviders.Sources sources = new RuntimeProviders.Sources(credentials, policy, accounts);
    List<String> problems = new ArrayList<>();
    RuntimeProviders providers = RuntimeProviders.of(config.providers(), sources, problems);
    Map<String, KnownKey> keys = keysOf(config, problems);
    ModelIndex routes = routesOf(config, providers, problems);
    return new RuntimeConfig(
        config.generation(), clock.instant(), config.policy(), keys, routes, problems);
  }

  private static Map<String, KnownKey> keysOf(GatewayConfig config, List<String> problems) {
    Map<String, KnownKey> keys = new HashMap<>();
    for (KeyEntry key : config.keys()) {
      List<NotHonoured> unbuilt = NotHonoured.in(key);
      if (unbuilt.isEmpty()) {
        keys.put(key.keyId(), KnownKey.of(key));
      } else {
        problems.add("key " + key.name() + " " + NotHonoured.reason(unbuilt));
      }
    }
    return keys;
  }

  private static ModelIndex routesOf(
      GatewayConfig config, RuntimeProviders providers, List<String> problems) {
    ModelIndex.Builder index = new ModelIndex.Builder();
    for (RouteEntry route : config.routes()) {
      List<NotHonoured> unbuilt = NotHonoured.in(route);
      if (unbuilt.isEmpty()) {
        routeOf(route, providers, problems)
            .ifPresent(built -> route.models().forEach(model -> index.add(model, built)));
      } else {
        problems.add("route " + route.name() + " " + NotHonoured.reason(unbuilt));
      }
    }
    return index.build();
  }

  private static Optional<RuntimeRoute> routeOf(
      RouteEntry route, RuntimeProviders providers, List<String> problems) {
    List<RuntimeBackend> backends =
        route.backends().stream()
            .flatMap(backend -> backendOf(route, backend, providers, problems).stream())
            .sorted(Comparator.comparingInt(RuntimeBackend::priority))
            .toList();
    if (backends.isEmpty() && route.state() == RouteEntry.State.Active) {
      problems.add("route " + route.name() + " is left out: none of its backends is served");
      return Optional.empty();
    }
    return Optional.of(
        new RuntimeRoute(
            route.name(),
            route.state(),
            route.listed(),
            route.callers(),
            backends,
            RuntimePolicy.of(route)));
  }

  private static Optional<RuntimeBackend> backendOf(
      RouteEntry route, BackendEntry backend, RuntimeProviders providers, List<String> problems) {
    Optional<RuntimeProvider> provider = providers.provider(route.name(), backend.provider());
    List<NotHonoured> unbuilt = NotHonoured.in(backend);
    if (!unbuilt.isEmpty()) {
      problems.add(
          "backend "
              + backend.name()
              + " of route "
              + route.name()
              + " "
              + NotHonoured.reason(unbuilt));
      return Optional.empty();
    }
    return provider
        .filter(known -> backend.takesRequests())
        .map(known ->
            new RuntimeBackend(
                backend.provider(),
                known.protocol(),
                known.upstream(backend.timeouts()),
                backend.model(),
                backend.weight(),
                backend.priority(),
                backend.timeouts(),
                known.models()));
  }
}

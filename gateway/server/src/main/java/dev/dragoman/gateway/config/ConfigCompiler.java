package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.Cidr;
import dev.dragoman.gateway.upstream.http.HttpClients;
import dev.dragoman.gateway.upstream.http.HttpUpstream;
import dev.dragoman.gateway.upstream.simulated.SimulatedUpstream;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URI;
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
public final class ConfigCompiler {
  private ConfigCompiler() {}

  /**
   * Compiles a whole configuration. A provider whose protocol or proof is of the contract but not
   * of this build is reported and left out, with the routes that have no other; so is each entry
   * that says what this build does not act on, see {@link NotHonoured}.
   *
   * @throws IllegalArgumentException naming the entry that is inconsistent; sources leave out what
   *     cannot be served, so this is a fault of the source
   */
  public static RuntimeConfig compile(Configuration configuration, Clock clock) {
    GatewayConfig config = configuration.config();
    AddressPolicy policy =
        new AddressPolicy(config.upstreamCidrs().stream().map(Cidr::parse).toList());
    HttpClients clients = new HttpClients(policy);
    List<String> problems = new ArrayList<>();
    Map<String, Optional<RuntimeProvider>> providers = new HashMap<>();
    for (ProviderEntry provider : config.providers()) {
      providers.put(
          provider.name(), providerOf(provider, configuration.credentials(), clients, problems));
    }
    Map<String, KnownKey> keys = keysOf(config, problems);
    ModelIndex routes = routesOf(config, providers, problems);
    return new RuntimeConfig(
        config.generation(), clock.instant(), config.policy(), keys, routes, problems);
  }

  private record RuntimeProvider(
      Protocol protocol, Upstream upstream, Map<String, ModelEntry> models) {}

  private static Optional<RuntimeProvider> providerOf(
      ProviderEntry provider,
      Map<CredentialRef, String> credentials,
      HttpClients clients,
      List<String> problems) {
    Optional<Protocol> protocol = protocolOf(provider.protocol());
    if (protocol.isEmpty() || !isBuilt(provider.auth())) {
      problems.add(
          "provider "
              + provider.name()
              + " is left out: this build has no "
              + (protocol.isEmpty() ? provider.protocol() : provider.auth().type()));
      return Optional.empty();
    }
    return Optional.of(
        new RuntimeProvider(
            protocol.get(),
            upstreamOf(provider, protocol.get(), credentials, clients),
            modelsOf(provider)));
  }

  private static Optional<Protocol> protocolOf(ProtocolName name) {
    return switch (name) {
      case OpenAIChat, Simulated -> Optional.of(Protocols.of(ProtocolId.OPENAI_CHAT));
      case AnthropicMessages -> Optional.of(Protocols.of(ProtocolId.ANTHROPIC));
      case OpenAIResponses, Gemini, BedrockConverse -> Optional.empty();
    };
  }

  private static boolean isBuilt(AuthEntry auth) {
    return switch (auth.type()) {
      case None, SecretKey -> true;
      case AwsAmbient,
          AwsStatic,
          AwsBearer,
          AzureKey,
          AzureWorkloadIdentity,
          GcpWorkloadIdentity,
          GcpKey,
          ClientKey ->
          false;
    };
  }

  private static Upstream upstreamOf(
      ProviderEntry provider,
      Protocol protocol,
      Map<CredentialRef, String> credentials,
      HttpClients clients) {
    URI baseUrl = provider.baseUrl();
    if (baseUrl == null) {
      SimulatedEntry pace = provider.simulated();
      return new SimulatedUpstream(pace == null ? SimulatedEntry.DEFAULT : pace);
    }
    return new HttpUpstream(
        provider.name(), baseUrl, credentialOf(provider, protocol, credentials), clients);
  }

  private static WireHeaders credentialOf(
      ProviderEntry provider, Protocol protocol, Map<CredentialRef, String> credentials) {
    CredentialRef ref = provider.auth().credential();
    if (ref == null) {
      return WireHeaders.NONE;
    }
    String secret = credentials.get(ref);
    if (secret == null) {
      throw new IllegalArgumentException(
          "provider " + provider.name() + ": no value for credential " + ref.name());
    }
    String header = provider.auth().header();
    return header == null ? protocol.outbound().credential(secret) : WireHeaders.of(header, secret);
  }

  private static Map<String, ModelEntry> modelsOf(ProviderEntry provider) {
    Map<String, ModelEntry> models = new HashMap<>();
    provider.models().forEach(model -> models.put(model.name(), model));
    return models;
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
      GatewayConfig config,
      Map<String, Optional<RuntimeProvider>> providers,
      List<String> problems) {
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
      RouteEntry route, Map<String, Optional<RuntimeProvider>> providers, List<String> problems) {
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
      RouteEntry route,
      BackendEntry backend,
      Map<String, Optional<RuntimeProvider>> providers,
      List<String> problems) {
    Optional<RuntimeProvider> provider = providers.get(backend.provider());
    if (provider == null) {
      throw new IllegalArgumentException(
          "route " + route.name() + ": there is no provider " + backend.provider());
    }
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
    return provider.map(known ->
        new RuntimeBackend(
            backend.provider(),
            known.protocol(),
            known.upstream(),
            backend.model(),
            backend.weight(),
            backend.priority(),
            backend.timeouts(),
            known.models()));
  }
}

package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.auth.Caller;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a configuration into the snapshot that requests run on. Everything that could be found
 * wrong while serving is checked here, once.
 */
public final class ConfigCompiler {
  private ConfigCompiler() {}

  /**
   * Compiles a whole configuration or nothing of it.
   *
   * @throws IllegalArgumentException naming the entry that is inconsistent; sources leave out what
   *     cannot be served, so this is a fault of the source
   */
  public static RuntimeConfig compile(Configuration configuration, Clock clock) {
    GatewayConfig config = configuration.config();
    AddressPolicy policy =
        new AddressPolicy(config.upstreamCidrs().stream().map(Cidr::parse).toList());
    HttpClients clients = new HttpClients(policy);
    Map<String, RuntimeProvider> providers = new HashMap<>();
    for (ProviderEntry provider : config.providers()) {
      providers.put(
          provider.name(),
          new RuntimeProvider(
              protocolOf(provider.protocol()),
              upstreamOf(provider, configuration.credentials(), clients),
              modelsOf(provider)));
    }
    return new RuntimeConfig(
        config.generation(),
        clock.instant(),
        config.policy(),
        keysOf(config),
        routesOf(config, providers));
  }

  private record RuntimeProvider(
      Protocol protocol, Upstream upstream, Map<String, ModelEntry> models) {}

  private static Protocol protocolOf(ProtocolName name) {
    ProtocolId id =
        switch (name) {
          case OpenAIChat, Simulated -> ProtocolId.OPENAI_CHAT;
          case AnthropicMessages -> ProtocolId.ANTHROPIC;
        };
    return Protocols.of(id);
  }

  private static Upstream upstreamOf(
      ProviderEntry provider, Map<CredentialRef, String> credentials, HttpClients clients) {
    URI baseUrl = provider.baseUrl();
    if (baseUrl == null) {
      SimulatedEntry pace = provider.simulated();
      return new SimulatedUpstream(pace == null ? SimulatedEntry.DEFAULT : pace);
    }
    return new HttpUpstream(provider.name(), baseUrl, credentialOf(provider, credentials), clients);
  }

  private static WireHeaders credentialOf(
      ProviderEntry provider, Map<CredentialRef, String> credentials) {
    CredentialRef ref = provider.auth().credential();
    if (ref == null) {
      return WireHeaders.NONE;
    }
    String secret = credentials.get(ref);
    if (secret == null) {
      throw new IllegalArgumentException(
          "provider " + provider.name() + ": no value for credential " + ref.name());
    }
    return protocolOf(provider.protocol()).outbound().credential(secret);
  }

  private static Map<String, ModelEntry> modelsOf(ProviderEntry provider) {
    Map<String, ModelEntry> models = new HashMap<>();
    provider.models().forEach(model -> models.put(model.name(), model));
    return models;
  }

  private static Map<String, KnownKey> keysOf(GatewayConfig config) {
    Map<String, KnownKey> keys = new HashMap<>();
    for (KeyEntry key : config.keys()) {
      List<byte[]> digests =
          key.digests().stream().map(hex -> hex.getBytes(StandardCharsets.US_ASCII)).toList();
      keys.put(key.keyId(), new KnownKey(new Caller(key), digests));
    }
    return keys;
  }

  private static Map<String, RuntimeRoute> routesOf(
      GatewayConfig config, Map<String, RuntimeProvider> providers) {
    Map<String, RuntimeRoute> routes = new LinkedHashMap<>();
    for (RouteEntry route : config.routes()) {
      RuntimeRoute runtime =
          new RuntimeRoute(
              route.name(),
              route.listed(),
              route.backends().stream()
                  .map(backend -> backendOf(route, backend, providers))
                  .toList());
      route.models().forEach(model -> routes.putIfAbsent(model, runtime));
    }
    return routes;
  }

  private static RuntimeBackend backendOf(
      RouteEntry route, BackendEntry backend, Map<String, RuntimeProvider> providers) {
    RuntimeProvider provider = providers.get(backend.provider());
    if (provider == null) {
      throw new IllegalArgumentException(
          "route " + route.name() + ": there is no provider " + backend.provider());
    }
    return new RuntimeBackend(
        backend.provider(),
        provider.protocol(),
        provider.upstream(),
        backend.model(),
        backend.timeouts(),
        provider.models());
  }
}

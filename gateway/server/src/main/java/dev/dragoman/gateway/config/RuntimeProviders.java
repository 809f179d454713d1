package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.http.AccountKey;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.gateway.upstream.http.HttpUpstream;
import dev.dragoman.gateway.upstream.simulated.SimulatedUpstream;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The accounts of a configuration; one that this build cannot serve is known but empty. */
final class RuntimeProviders {
  private final Map<String, Optional<RuntimeProvider>> byName = new HashMap<>();

  private RuntimeProviders() {}

  /** Where accounts get their parts from. */
  record Sources(
      Map<CredentialRef, String> credentials, AddressPolicy policy, HttpAccounts.Draft accounts) {}

  /**
   * Makes every account that can be served and reports the others; one whose credential has no
   * value yet is among those.
   */
  static RuntimeProviders of(List<ProviderEntry> entries, Sources sources, List<String> problems) {
    RuntimeProviders providers = new RuntimeProviders();
    for (ProviderEntry entry : entries) {
      providers.byName.put(entry.name(), providerOf(entry, sources, problems));
    }
    return providers;
  }

  /**
   * The account that a route names, empty when this build cannot serve it.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  Optional<RuntimeProvider> provider(String route, String name) {
    Optional<RuntimeProvider> known = byName.get(name);
    if (known == null) {
      throw new IllegalArgumentException("route " + route + ": there is no provider " + name);
    }
    return known;
  }

  private static Optional<RuntimeProvider> providerOf(
      ProviderEntry provider, Sources sources, List<String> problems) {
    Optional<Protocol> protocol = protocolOf(provider.protocol());
    Optional<String> fault = faultOf(provider, protocol, sources.credentials());
    if (protocol.isEmpty() || fault.isPresent()) {
      problems.add("provider " + provider.name() + " is left out: " + fault.orElse(""));
      return Optional.empty();
    }
    return Optional.of(
        new RuntimeProvider(
            protocol.get(), upstreamsOf(provider, protocol.get(), sources), modelsOf(provider)));
  }

  private static Optional<String> faultOf(
      ProviderEntry provider, Optional<Protocol> protocol, Map<CredentialRef, String> credentials) {
    if (protocol.isEmpty()) {
      return Optional.of("this build has no " + provider.protocol());
    }
    if (!isBuilt(provider.auth())) {
      return Optional.of("this build has no " + provider.auth().type());
    }
    URI baseUrl = provider.baseUrl();
    // java.net.URI knows no host with an underscore, among others.
    if (baseUrl != null && baseUrl.getHost() == null) {
      return Optional.of("its base URL has no valid host name");
    }
    CredentialRef ref = provider.auth().credential();
    return ref == null || credentials.containsKey(ref)
        ? Optional.empty()
        : Optional.of("there is no value for credential " + ref.name());
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

  private static Function<Duration, Upstream> upstreamsOf(
      ProviderEntry provider, Protocol protocol, Sources sources) {
    URI baseUrl = provider.baseUrl();
    if (baseUrl == null) {
      SimulatedEntry pace = provider.simulated();
      Upstream simulated = new SimulatedUpstream(pace == null ? SimulatedEntry.DEFAULT : pace);
      return connect -> simulated;
    }
    WireHeaders credential = credentialOf(provider, protocol, sources.credentials());
    Map<Duration, Upstream> made = new HashMap<>();
    return connect ->
        made.computeIfAbsent(
            connect,
            bound ->
                new HttpUpstream(
                    sources.accounts.account(
                        AccountKey.of(provider.name(), baseUrl, sources.policy, bound)),
                    baseUrl,
                    credential));
  }

  private static WireHeaders credentialOf(
      ProviderEntry provider, Protocol protocol, Map<CredentialRef, String> credentials) {
    CredentialRef ref = provider.auth().credential();
    if (ref == null) {
      return WireHeaders.NONE;
    }
    String secret = Objects.requireNonNull(credentials.get(ref), "was asked for above");
    String header = provider.auth().header();
    return header == null ? protocol.outbound().credential(secret) : WireHeaders.of(header, secret);
  }

  private static Map<String, ModelEntry> modelsOf(ProviderEntry provider) {
    Map<String, ModelEntry> models = new HashMap<>();
    provider.models().forEach(model -> models.put(model.name(), model));
    return models;
  }
}

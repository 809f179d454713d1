package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.config.RuntimeProvider.Uplink;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.http.AccountKey;
import dev.dragoman.gateway.upstream.http.HttpUpstream;
import dev.dragoman.gateway.upstream.simulated.SimulatedUpstream;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one account. */
final class ProviderCompiler {
  private ProviderCompiler() {}

  /** The account; left out where this build cannot serve it or its credential has no value yet. */
  static Compiled<ProviderSource, RuntimeProvider> compile(ProviderSource source) {
    Optional<Protocol> protocol = protocolOf(source.entry().protocol());
    Optional<String> fault = faultOf(source, protocol);
    if (protocol.isEmpty() || fault.isPresent()) {
      return Compiled.leftOut(
          source, "provider " + source.name() + " is left out: " + fault.orElse(""));
    }
    return Compiled.of(
        source,
        new RuntimeProvider(
            protocol.get(),
            dialectOf(source.entry(), protocol.get()),
            uplinkOf(source, protocol.get()),
            modelsOf(source.entry())));
  }

  /**
   * How the server deviates.
   *
   * @throws IllegalArgumentException when its protocol has no such dialect
   */
  private static Dialect dialectOf(ProviderEntry provider, Protocol protocol) {
    DialectEntry said = provider.dialect();
    EndpointEntry endpoint = provider.endpoint();
    EndpointEntry.Azure azure = endpoint == null ? null : endpoint.azure();
    return Families.load()
        .dialect(
            protocol.id(),
            said == null ? Dialect.STANDARD.name() : said.name().name(),
            azure == null ? null : azure.apiVersion());
  }

  private static Optional<String> dialectFault(ProviderEntry provider, Protocol protocol) {
    DialectEntry said = provider.dialect();
    if (said != null && !said.flags().isEmpty()) {
      return Optional.of("this build does not honour flags of a dialect");
    }
    try {
      dialectOf(provider, protocol);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> faultOf(ProviderSource source, Optional<Protocol> protocol) {
    ProviderEntry provider = source.entry();
    if (protocol.isEmpty()) {
      return Optional.of("this build has no " + provider.protocol());
    }
    if (!isBuilt(provider.auth())) {
      return Optional.of("this build has no " + provider.auth().type());
    }
    Optional<String> dialect = dialectFault(provider, protocol.get());
    if (dialect.isPresent()) {
      return dialect;
    }
    URI baseUrl = provider.baseUrl();
    // java.net.URI knows no host with an underscore, among others.
    if (baseUrl != null && baseUrl.getHost() == null) {
      return Optional.of("its base URL has no valid host name");
    }
    return Optional.ofNullable(provider.auth().credential())
        .filter(_ -> source.credential() == null)
        .map(ref -> "there is no value for credential " + ref.name());
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
      case None, SecretKey, AzureKey -> true;
      case AwsAmbient,
          AwsStatic,
          AwsBearer,
          AzureWorkloadIdentity,
          GcpWorkloadIdentity,
          GcpKey,
          ClientKey ->
          false;
    };
  }

  private static Uplink uplinkOf(ProviderSource source, Protocol protocol) {
    ProviderEntry provider = source.entry();
    URI baseUrl = provider.baseUrl();
    if (baseUrl == null) {
      SimulatedEntry pace = provider.simulated();
      Upstream simulated = new SimulatedUpstream(pace == null ? SimulatedEntry.DEFAULT : pace);
      return (connect, accounts) -> simulated;
    }
    WireHeaders credential = credentialOf(source, protocol);
    return (connect, accounts) ->
        new HttpUpstream(
            accounts.account(AccountKey.of(provider.name(), baseUrl, source.policy(), connect)),
            baseUrl,
            credential);
  }

  private static WireHeaders credentialOf(ProviderSource source, Protocol protocol) {
    String secret = source.credential();
    if (secret == null) {
      return WireHeaders.NONE;
    }
    String header = headerOf(source.entry(), protocol);
    return header == null ? protocol.outbound().credential(secret) : WireHeaders.of(header, secret);
  }

  private static @Nullable String headerOf(ProviderEntry provider, Protocol protocol) {
    AuthEntry auth = provider.auth();
    if (auth.header() != null) {
      return auth.header();
    }
    return auth.type() == AuthEntry.Type.AzureKey
        ? "api-key"
        : dialectOf(provider, protocol).credentialHeader();
  }

  private static Map<String, ModelEntry> modelsOf(ProviderEntry provider) {
    Map<String, ModelEntry> models = new HashMap<>();
    provider.models().forEach(model -> models.put(model.name(), model));
    return models;
  }
}

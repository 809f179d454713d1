package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.config.RuntimeProvider.Uplink;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.http.AccountKey;
import dev.dragoman.gateway.upstream.http.HttpAccount;
import dev.dragoman.gateway.upstream.http.HttpUpstream;
import dev.dragoman.gateway.upstream.simulated.SimulatedUpstream;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
            protocol.get(), uplinkOf(source, protocol.get()), modelsOf(source.entry())));
  }

  private static Optional<String> faultOf(ProviderSource source, Optional<Protocol> protocol) {
    ProviderEntry provider = source.entry();
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
      case None, SecretKey, ClientKey -> true;
      case AwsAmbient,
          AwsStatic,
          AwsBearer,
          AzureKey,
          AzureWorkloadIdentity,
          GcpWorkloadIdentity,
          GcpKey ->
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
    boolean ofClient = provider.auth().type() == AuthEntry.Type.ClientKey;
    return (connect, accounts) -> {
      HttpAccount account =
          accounts.account(AccountKey.of(provider.name(), baseUrl, source.policy(), connect));
      return ofClient
          ? HttpUpstream.withClientKeys(
              account, baseUrl, key -> credential(key, provider.auth(), protocol))
          : new HttpUpstream(account, baseUrl, credential);
    };
  }

  private static WireHeaders credentialOf(ProviderSource source, Protocol protocol) {
    String secret = source.credential();
    return secret == null ? WireHeaders.NONE : credential(secret, source.entry().auth(), protocol);
  }

  private static WireHeaders credential(String secret, AuthEntry auth, Protocol protocol) {
    String header = auth.header();
    return header == null ? protocol.outbound().credential(secret) : WireHeaders.of(header, secret);
  }

  private static Map<String, ModelEntry> modelsOf(ProviderEntry provider) {
    Map<String, ModelEntry> models = new HashMap<>();
    provider.models().forEach(model -> models.put(model.name(), model));
    return models;
  }
}

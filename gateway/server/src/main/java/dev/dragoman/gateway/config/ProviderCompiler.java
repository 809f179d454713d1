package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.config.RuntimeProvider.Uplink;
import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.azure.EntraProof;
import dev.dragoman.gateway.upstream.bedrock.BedrockAccount;
import dev.dragoman.gateway.upstream.google.GoogleProof;
import dev.dragoman.gateway.upstream.http.AccountKey;
import dev.dragoman.gateway.upstream.http.HttpAccount;
import dev.dragoman.gateway.upstream.http.HttpUpstream;
import dev.dragoman.gateway.upstream.http.Proof;
import dev.dragoman.gateway.upstream.http.ProvenUpstream;
import dev.dragoman.gateway.upstream.simulated.SimulatedUpstream;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one account. */
final class ProviderCompiler {
  private ProviderCompiler() {}

  /** The account; left out where this build cannot serve it or its credential has no value yet. */
  static Compiled<ProviderSource, RuntimeProvider> compile(ProviderSource source) {
    UpstreamProtocol protocol = protocolOf(source.entry().protocol());
    Optional<String> fault = faultOf(source, protocol);
    if (fault.isPresent()) {
      return Compiled.leftOut(source, "provider " + source.name() + " is left out: " + fault.get());
    }
    return Compiled.of(
        source,
        new RuntimeProvider(
            protocol,
            dialectOf(source.entry(), protocol),
            uplinkOf(source, protocol),
            modelsOf(source.entry())));
  }

  /**
   * How the server deviates.
   *
   * @throws IllegalArgumentException when its protocol has no such dialect, or the dialect lacks a
   *     place
   */
  private static Dialect dialectOf(ProviderEntry provider, UpstreamProtocol protocol) {
    DialectEntry said = provider.dialect();
    EndpointEntry endpoint = provider.endpoint();
    EndpointEntry.Azure azure = endpoint == null ? null : endpoint.azure();
    EndpointEntry.Gcp gcp = endpoint == null ? null : endpoint.gcp();
    Dialect dialect =
        Families.load()
            .dialect(
                protocol.id(),
                said == null ? Dialect.STANDARD.name() : said.name().name(),
                azure == null ? null : azure.apiVersion());
    if (gcp != null) {
      return dialect.within(gcp.project(), gcp.location());
    }
    if (dialect.publisher() != null) {
      throw new IllegalArgumentException(
          "the dialect " + dialect.name() + " needs a project and a location");
    }
    return dialect;
  }

  private static Optional<String> dialectFault(ProviderEntry provider, UpstreamProtocol protocol) {
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

  private static Optional<String> faultOf(ProviderSource source, UpstreamProtocol protocol) {
    ProviderEntry provider = source.entry();
    if (isOfAws(provider.auth()) != (awsOf(provider) != null)) {
      return Optional.of(provider.auth().type() + " does not go with " + provider.protocol());
    }
    Optional<String> dialect = dialectFault(provider, protocol);
    if (dialect.isPresent()) {
      return dialect;
    }
    EndpointEntry.Aws aws = awsOf(provider);
    URI baseUrl = aws == null ? provider.baseUrl() : aws.endpoint();
    // java.net.URI knows no host with an underscore, among others.
    if (baseUrl != null && baseUrl.getHost() == null) {
      return Optional.of("its base URL has no valid host name");
    }
    return needed(provider.auth())
        .filter(ref -> !source.credentials().containsKey(ref))
        .map(ref -> "there is no value for credential " + ref.name())
        .findFirst();
  }

  /** All that the proof takes but a session token, which not every access key has. */
  private static Stream<CredentialRef> needed(AuthEntry auth) {
    return auth.credentials().stream()
        .filter(ref -> !ref.name().endsWith("/" + AuthEntry.Aws.SESSION_TOKEN));
  }

  private static UpstreamProtocol protocolOf(ProtocolName name) {
    return switch (name) {
      case OpenAIChat, Simulated -> Protocols.ofUpstream(ProtocolId.OPENAI_CHAT);
      case OpenAIResponses -> Protocols.ofUpstream(ProtocolId.OPENAI_RESPONSES);
      case AnthropicMessages -> Protocols.ofUpstream(ProtocolId.ANTHROPIC);
      case BedrockConverse -> Protocols.ofUpstream(ProtocolId.BEDROCK);
      case Gemini -> Protocols.ofUpstream(ProtocolId.GEMINI);
    };
  }

  private static boolean isOfAws(AuthEntry auth) {
    return switch (auth.type()) {
      case AwsAmbient, AwsStatic, AwsBearer -> true;
      case None,
          SecretKey,
          AzureKey,
          AzureWorkloadIdentity,
          GcpWorkloadIdentity,
          GcpKey,
          ClientKey ->
          false;
    };
  }

  private static EndpointEntry.@Nullable Aws awsOf(ProviderEntry provider) {
    EndpointEntry endpoint = provider.endpoint();
    return endpoint == null ? null : endpoint.aws();
  }

  private static Uplink uplinkOf(ProviderSource source, UpstreamProtocol protocol) {
    ProviderEntry provider = source.entry();
    EndpointEntry.Aws aws = awsOf(provider);
    if (aws != null) {
      BedrockAccount account = accountOf(source, aws, protocol);
      return (connect, accounts) ->
          account.over(
              accounts.account(
                  AccountKey.of(provider.name(), account.baseUrl(), source.policy(), connect)));
    }
    URI baseUrl = provider.baseUrl();
    if (baseUrl == null) {
      SimulatedEntry pace = provider.simulated();
      Upstream simulated = new SimulatedUpstream(pace == null ? SimulatedEntry.DEFAULT : pace);
      return (connect, accounts) -> simulated;
    }
    Over over = over(source, baseUrl, protocol);
    return (connect, accounts) ->
        over.connections(
            accounts.account(AccountKey.of(provider.name(), baseUrl, source.policy(), connect)));
  }

  /** An upstream over its connections. */
  @FunctionalInterface
  private interface Over {
    Upstream connections(HttpAccount account);
  }

  private static Over over(ProviderSource source, URI baseUrl, UpstreamProtocol protocol) {
    ProviderEntry provider = source.entry();
    return switch (provider.auth().type()) {
      case ClientKey ->
          account ->
              HttpUpstream.withClientKeys(
                      account, baseUrl, key -> credential(key, provider, protocol))
                  .with(leavingOf(provider.protocol()));
      case AzureWorkloadIdentity -> proving(entra(provider), provider, baseUrl);
      case GcpWorkloadIdentity -> proving(GoogleProof.ofProcess(), provider, baseUrl);
      case GcpKey ->
          proving(
              GoogleProof.ofKey(
                  Objects.requireNonNull(source.credential(), "credential"),
                  source.policy(),
                  "http".equalsIgnoreCase(baseUrl.getScheme())),
              provider,
              baseUrl);
      case None, SecretKey, AwsAmbient, AwsStatic, AwsBearer, AzureKey -> {
        WireHeaders credential = credentialOf(source, protocol);
        Leaving leaving = leavingOf(provider.protocol());
        yield account -> new HttpUpstream(account, baseUrl, credential).with(leaving);
      }
    };
  }

  private static Over proving(Proof proof, ProviderEntry provider, URI baseUrl) {
    Leaving leaving = leavingOf(provider.protocol());
    return account ->
        new ProvenUpstream(
            new HttpUpstream(account, baseUrl, WireHeaders.NONE).with(leaving), proof);
  }

  /** Google goes on and bills the whole, see {@link Leaving}. */
  private static Leaving leavingOf(ProtocolName protocol) {
    return switch (protocol) {
      case Gemini -> Leaving.DRAIN;
      case OpenAIChat, OpenAIResponses, AnthropicMessages, BedrockConverse, Simulated ->
          Leaving.HANG_UP;
    };
  }

  private static EntraProof entra(ProviderEntry provider) {
    EndpointEntry endpoint = provider.endpoint();
    EndpointEntry.Azure azure = endpoint == null ? null : endpoint.azure();
    return EntraProof.ofPod(
        azure == null ? null : azure.tenantId(), azure == null ? null : azure.clientId());
  }

  private static BedrockAccount accountOf(
      ProviderSource source, EndpointEntry.Aws aws, UpstreamProtocol protocol) {
    return switch (source.entry().auth().type()) {
      case AwsBearer -> BedrockAccount.withKey(aws, credentialOf(source, protocol));
      case AwsStatic ->
          BedrockAccount.withAccessKey(
              aws,
              secretOf(source, AuthEntry.Aws.ACCESS_KEY_ID),
              secretOf(source, AuthEntry.Aws.SECRET_ACCESS_KEY),
              source.credential(AuthEntry.Aws.SESSION_TOKEN));
      case None,
          SecretKey,
          AwsAmbient,
          AzureKey,
          AzureWorkloadIdentity,
          GcpWorkloadIdentity,
          GcpKey,
          ClientKey ->
          BedrockAccount.ambient(aws);
    };
  }

  private static String secretOf(ProviderSource source, String key) {
    return Objects.requireNonNull(source.credential(key), key);
  }

  private static WireHeaders credentialOf(ProviderSource source, UpstreamProtocol protocol) {
    String secret = source.credential();
    return secret == null ? WireHeaders.NONE : credential(secret, source.entry(), protocol);
  }

  private static WireHeaders credential(
      String secret, ProviderEntry provider, UpstreamProtocol protocol) {
    return CredentialHeader.of(secret, provider.auth(), protocol, dialectOf(provider, protocol));
  }

  private static Map<String, ModelEntry> modelsOf(ProviderEntry provider) {
    Map<String, ModelEntry> models = new HashMap<>();
    provider.models().forEach(model -> models.put(model.name(), model));
    return models;
  }
}

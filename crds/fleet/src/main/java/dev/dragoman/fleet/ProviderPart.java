package dev.dragoman.fleet;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmProviderSpec;
import dev.dragoman.resources.provider.Auth;
import dev.dragoman.resources.provider.AuthType;
import dev.dragoman.resources.provider.Aws;
import dev.dragoman.resources.provider.Dialect;
import dev.dragoman.resources.provider.Simulated;
import dev.dragoman.resources.values.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider as its own spec has it.
 *
 * @param entry with the models that the spec lists; null when the spec is not sound
 * @param needs the values of Secrets without which it cannot be called
 */
record ProviderPart(
    Origin origin,
    Consent routes,
    Dialect dialect,
    @Nullable ProviderEntry entry,
    @Nullable SecretNeed needs) {
  /** Values of one Secret in the provider's namespace. */
  record SecretNeed(ObjectName secret, List<String> keys) {}

  static ProviderPart of(LlmProvider provider, Honoured honoured, NamespaceLabels labels) {
    LlmProviderSpec spec = provider.getSpec();
    ObjectName name = ObjectName.of(provider);
    Reading reading = new Reading(HonourCheck.of(honoured, Kind.LlmProvider, spec));
    Consent routes =
        Consent.of(
            spec.allowedRoutes(), name.namespace(), labels, reading, "spec.allowedRoutes.selector");
    ProviderEntry entry = entry(name, provider, spec, reading);
    Origin origin = Origin.of(Kind.LlmProvider, provider, reading.problems());
    return new ProviderPart(
        origin,
        routes,
        spec.dialect() == null ? Dialect.Standard : spec.dialect(),
        origin.sound() ? entry : null,
        need(spec.auth(), name.namespace()));
  }

  private static @Nullable ProviderEntry entry(
      ObjectName name, LlmProvider provider, LlmProviderSpec spec, Reading reading) {
    if (spec.protocol() == null) {
      reading.unsupported("spec.protocol", "not a value that this version knows");
      return null;
    }
    ProtocolName protocol = ProtocolName.valueOf(spec.protocol().name());
    EndpointEntry endpoint =
        reading.field(
            spec.aws() == null ? "spec.baseUrl" : "spec.aws.endpoint",
            () -> endpoint(spec, reading.field("spec.gcp", () -> VertexPart.gcp(spec))));
    DialectEntry dialect = DialectPart.of(spec, protocol, reading);
    SimulatedEntry pace =
        protocol == ProtocolName.Simulated
            ? reading.field("spec.simulated", () -> pace(spec.simulated()))
            : null;
    AuthEntry auth = auth(spec.auth(), name.namespace());
    String uid = Origin.of(Kind.LlmProvider, provider, List.of()).uid();
    if (!reading.problems().isEmpty()) {
      return null;
    }
    return reading.field(
        "spec",
        () ->
            new ProviderEntry(
                name.toString(),
                uid,
                protocol,
                dialect,
                endpoint,
                auth,
                pace,
                ModelFacts.of(spec.models(), reading),
                null,
                null));
  }

  private static @Nullable EndpointEntry endpoint(
      LlmProviderSpec spec, EndpointEntry.@Nullable Gcp gcp) {
    Aws aws = spec.aws();
    if (aws != null) {
      URI endpoint = Addresses.urlOrNull(aws.endpoint());
      if (endpoint != null) {
        demandEncryption(spec, endpoint.toString());
      }
      return new EndpointEntry(
          null,
          new EndpointEntry.Aws(aws.region(), aws.roleArn(), endpoint),
          null,
          null,
          null,
          null);
    }
    String baseUrl = spec.baseUrl();
    if (baseUrl == null) {
      return gcp == null
          ? null
          : new EndpointEntry(VertexPart.address(gcp), null, null, gcp, null, null);
    }
    URI url = Addresses.url(baseUrl);
    demandEncryption(spec, baseUrl);
    return new EndpointEntry(url, null, DialectPart.azure(spec), gcp, null, null);
  }

  private static void demandEncryption(LlmProviderSpec spec, String url) {
    if (url.startsWith("http:") && !Boolean.TRUE.equals(spec.allowInsecure())) {
      throw new IllegalArgumentException("not encrypted: write https://, or set allowInsecure");
    }
  }

  private static SimulatedEntry pace(@Nullable Simulated simulated) {
    SimulatedEntry usual = SimulatedEntry.DEFAULT;
    if (simulated == null) {
      return usual;
    }
    Integer tokens = simulated.tokens();
    Duration delay = Durations.or(simulated.firstTokenDelay(), usual.firstTokenDelay());
    Duration interval = Durations.or(simulated.tokenInterval(), usual.tokenInterval());
    return new SimulatedEntry(delay, interval, tokens == null ? usual.tokens() : tokens);
  }

  private static AuthEntry auth(@Nullable Auth auth, String namespace) {
    SecretNeed need = need(auth, namespace);
    if (auth == null || auth.type() == null) {
      return AuthEntry.NONE;
    }
    CredentialRef credential = null;
    if (need != null) {
      CredentialRef secret = new CredentialRef(need.secret.toString());
      credential = auth.type() == AuthType.AwsStatic ? secret : secret.key(need.keys.getFirst());
    }
    return new AuthEntry(AuthEntry.Type.valueOf(auth.type().name()), credential, auth.header());
  }

  private static @Nullable SecretNeed need(@Nullable Auth auth, String namespace) {
    SecretRef ref = auth == null ? null : auth.secretRef();
    AuthType type = auth == null ? null : auth.type();
    if (ref == null || type == null) {
      return null;
    }
    ObjectName secret = new ObjectName(namespace, ref.name());
    return switch (type) {
      case SecretKey, AzureKey, AwsBearer ->
          new SecretNeed(secret, List.of(ref.key() == null ? "api-key" : ref.key()));
      case AwsStatic ->
          new SecretNeed(secret, List.of("aws_access_key_id", "aws_secret_access_key"));
      case GcpKey -> new SecretNeed(secret, List.of(ref.key() == null ? "key.json" : ref.key()));
      case None, AwsAmbient, AzureWorkloadIdentity, GcpWorkloadIdentity, ClientKey -> null;
    };
  }

  /** Whether calls are made with the gateway's own identity in a cloud. */
  boolean ambient() {
    return entry != null
        && switch (entry.auth().type()) {
          case AwsAmbient, AzureWorkloadIdentity, GcpWorkloadIdentity -> true;
          case None, SecretKey, AwsStatic, AwsBearer, AzureKey, GcpKey, ClientKey -> false;
        };
  }
}

package dev.dragoman.gateway;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.MediaEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.StoredResponsesEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.auth.MasterKey;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gateway of a test's own, with what is needed to call it. */
public final class TestGateway implements AutoCloseable {
  /** A key that every test gateway takes. */
  public static final String KEY = "test-key";

  private final RunningGateway gateway;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestGateway(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /** What a test gateway serves. */
  public static final class Builder {
    private final List<ProviderEntry> providers = new ArrayList<>();
    private final List<RouteEntry> routes = new ArrayList<>();
    private final Map<CredentialRef, String> credentials = new LinkedHashMap<>();
    private PolicyEntry policy = PolicyEntry.DEFAULT;
    private TimeoutsEntry timeouts = TimeoutsEntry.DEFAULT;
    private Duration keepAlive = Duration.ofSeconds(10);
    private Duration drain = Duration.ofSeconds(5);
    private long generation = 1;
    private String key = KEY;
    private SpendPolicy spend = SpendPolicy.UNLIMITED;
    private final List<QuotaEntry> quotas = new ArrayList<>();
    private final List<KeyEntry> keys = new ArrayList<>();
    private @Nullable MediaEntry media;
    private @Nullable MasterKey master;
    private List<String> cidrs = List.of("127.0.0.0/8", "::1/128");
    private StoreEntry store = StoreEntry.MEMORY;
    private @Nullable StoredResponsesEntry responses;

    /** The built-in upstream under these public names. */
    public Builder simulated(String... models) {
      providers.add(
          ProviderEntry.simulated(
              "simulated", new SimulatedEntry(Duration.ZERO, Duration.ZERO, 0)));
      return route("simulated", null, models);
    }

    /** The built-in upstream with answers of this many tokens, each after a second of its own. */
    public Builder slow(String model, int tokens) {
      providers.add(
          ProviderEntry.simulated(
              model, new SimulatedEntry(Duration.ZERO, Duration.ofSeconds(1), tokens)));
      return route(model, null, model);
    }

    /** How long answers run on when the gateway is closed. */
    public Builder drain(Duration value) {
      drain = value;
      return this;
    }

    /** An upstream over HTTP that gets {@code secret}. */
    public Builder provider(String name, ProtocolName protocol, String baseUrl, String secret) {
      CredentialRef ref = new CredentialRef(name);
      credentials.put(ref, secret);
      providers.add(
          ProviderEntry.at(URI.create(baseUrl), name, protocol, AuthEntry.secretKey(ref)));
      return this;
    }

    /** Credentials that no provider refers to. */
    public Builder credentials(Map<String, String> values) {
      values.forEach((name, value) -> credentials.put(new CredentialRef(name), value));
      return this;
    }

    /** Bedrock at an endpoint, with a proof whose values have these names and texts. */
    public Builder bedrock(
        String name, URI endpoint, AuthEntry auth, Map<CredentialRef, String> values) {
      return bedrock(name, endpoint, null, auth, values);
    }

    /** Bedrock as a role that the proof is exchanged for, null for none. */
    public Builder bedrock(
        String name,
        URI endpoint,
        @Nullable String roleArn,
        AuthEntry auth,
        Map<CredentialRef, String> values) {
      credentials.putAll(values);
      EndpointEntry.Aws aws = new EndpointEntry.Aws("eu-west-1", roleArn, endpoint);
      providers.add(
          new ProviderEntry(
              name,
              name,
              ProtocolName.BedrockConverse,
              null,
              new EndpointEntry(null, aws, null, null, null, null),
              auth,
              null,
              List.of(),
              null,
              null));
      return this;
    }

    /** An upstream that speaks OpenAI's protocol in its own way; a version for Azure only. */
    public Builder dialect(
        DialectEntry.Name dialect, String baseUrl, String secret, @Nullable String apiVersion) {
      String name = dialect + (apiVersion == null ? "" : "-" + apiVersion);
      CredentialRef ref = new CredentialRef(name);
      credentials.put(ref, secret);
      EndpointEntry.Azure azure =
          apiVersion == null ? null : new EndpointEntry.Azure(apiVersion, null, null);
      providers.add(
          new ProviderEntry(
              name,
              name,
              ProtocolName.OpenAIChat,
              new DialectEntry(dialect, Map.of()),
              new EndpointEntry(URI.create(baseUrl), null, azure, null, null, null),
              AuthEntry.secretKey(ref),
              null,
              List.of(),
              null,
              null));
      return route(name, null, name);
    }

    /** Vertex AI in project acme-prod at europe-west4, with the key of a service account. */
    public Builder vertex(String name, String baseUrl, String key) {
      CredentialRef ref = new CredentialRef(name);
      credentials.put(ref, key);
      EndpointEntry.Gcp gcp = new EndpointEntry.Gcp("acme-prod", "europe-west4");
      providers.add(
          new ProviderEntry(
              name,
              name,
              ProtocolName.Gemini,
              new DialectEntry(DialectEntry.Name.Vertex, Map.of()),
              new EndpointEntry(URI.create(baseUrl), null, null, gcp, null, null),
              new AuthEntry(AuthEntry.Type.GcpKey, ref, null),
              null,
              List.of(),
              null,
              null));
      return this;
    }

    /** An upstream over HTTP with a proof that needs no stored secret. */
    public Builder provider(String name, ProtocolName protocol, String baseUrl, AuthEntry auth) {
      providers.add(ProviderEntry.at(URI.create(baseUrl), name, protocol, auth));
      return this;
    }

    /** A route to a provider, named like it; further ones are numbered. */
    public Builder route(String provider, @Nullable String model, String... models) {
      long earlier = routes.stream().filter(route -> route.name().startsWith(provider)).count();
      routes.add(
          RouteEntry.of(
              earlier == 0 ? provider : provider + "-" + (earlier + 1),
              List.of(models),
              List.of(BackendEntry.of("only", provider, model, timeouts))));
      return this;
    }

    /** A route as it stands. */
    public Builder route(RouteEntry route) {
      routes.add(route);
      return this;
    }

    /** Timeouts of the routes that follow. */
    public Builder timeouts(TimeoutsEntry value) {
      this.timeouts = value;
      return this;
    }

    public Builder policy(PolicyEntry value) {
      this.policy = value;
      return this;
    }

    public Builder keepAlive(Duration value) {
      this.keepAlive = value;
      return this;
    }

    public Builder upstreamCidrs(String... value) {
      this.cidrs = List.of(value);
      return this;
    }

    public Builder media(MediaEntry value) {
      this.media = value;
      return this;
    }

    /** The key that opens the admin API, which is off otherwise. */
    public Builder master(String text) {
      this.master = MasterKey.of(text);
      return this;
    }

    /** What the key may do and spend. */
    public Builder spend(SpendPolicy value) {
      this.spend = value;
      return this;
    }

    public Builder generation(long value) {
      this.generation = value;
      return this;
    }

    /** Where keys, usage and thoughts are kept. */
    public Builder store(StoreEntry value) {
      this.store = value;
      return this;
    }

    /** How long answers are kept, which they are not otherwise. */
    public Builder storedResponses(Duration keepFor) {
      this.responses = new StoredResponsesEntry(keepFor);
      return this;
    }

    /** A quota that the key is under. */
    public Builder quota(QuotaEntry value) {
      quotas.add(value);
      return this;
    }

    /** Further keys. */
    public Builder keys(List<KeyEntry> values) {
      keys.addAll(values);
      return this;
    }

    /** The built-in upstream with one model of a price. */
    public Builder simulated(String model, PriceEntry price) {
      ProviderEntry plain =
          ProviderEntry.simulated("simulated", new SimulatedEntry(Duration.ZERO, Duration.ZERO, 0));
      providers.add(
          new ProviderEntry(
              plain.name(),
              plain.uid(),
              plain.protocol(),
              plain.dialect(),
              plain.endpoint(),
              plain.auth(),
              plain.simulated(),
              List.of(new ModelEntry(model, null, 4096, null, price)),
              plain.capacity(),
              plain.ejection()));
      return route("simulated", null, model);
    }

    /** What a provider's model is and costs. */
    public Builder model(String provider, ModelEntry model) {
      providers.replaceAll(entry ->
          entry.name().equals(provider)
              ? entry.withModels(Stream.concat(entry.models().stream(), Stream.of(model)).toList())
              : entry);
      return this;
    }

    /** The only key that is taken, in place of {@link #KEY}. */
    public Builder key(String value) {
      this.key = value;
      return this;
    }

    public Configuration configuration() {
      KeyEntry entry =
          KeyEntry.of(
              "default/test",
              KeyText.keyIdOf(key),
              KeyText.digestOf(key),
              List.of("*"),
              List.of("*"));
      List<KeyEntry> all = new ArrayList<>(keys);
      all.add(
          new KeyEntry(
              entry.name(),
              entry.uid(),
              entry.keyId(),
              entry.digests(),
              entry.state(),
              null,
              null,
              entry.routes(),
              entry.models(),
              quotas.stream().map(QuotaEntry::uid).toList(),
              spend,
              List.of(),
              null,
              Map.of()));
      return new Configuration(
          new GatewayConfig(
              ContractVersion.CURRENT,
              generation,
              GatewayEntry.of("test", store, policy, cidrs)
                  .withMedia(media)
                  .withStoredResponses(responses),
              providers,
              routes,
              all,
              quotas),
          credentials);
    }

    public TestGateway start() {
      GatewaySettings settings =
          new GatewaySettings(
              "127.0.0.1", 0, 0, 256 * 1024, keepAlive, drain, Path.of("target", "state"));
      return new TestGateway(
          GatewayApplication.start(settings.withMaster(master), configuration()));
    }
  }

  public static Builder serving() {
    return new Builder();
  }

  /** Replaces what is served while requests run. */
  public ApplyOutcome apply(Builder next) {
    return gateway.apply(next.configuration());
  }

  public int port() {
    return gateway.port();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  /** A request with the key. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("authorization", "Bearer " + KEY)
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(20));
  }

  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** Posts and returns with the head of the reply. */
  public HttpResponse<InputStream> open(String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** A path of the management port. */
  public URI managementUri(String path) {
    return URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
  }

  /** Where keys and usage are kept. */
  public Store store() {
    return gateway.store();
  }

  /** The metrics of the gateway as Prometheus reads them. */
  public String metrics() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(managementUri("/metrics")).build()).body();
  }

  /**
   * The metrics as soon as they hold {@code part}, at the latest after five seconds: an exchange is
   * counted when its reply is already on its way.
   */
  public String metricsWith(String part) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    String metrics = metrics();
    while (!metrics.contains(part) && System.nanoTime() < end) {
      Thread.onSpinWait();
      metrics = metrics();
    }
    return metrics;
  }

  @Override
  public void close() {
    gateway.close();
    http.close();
  }
}

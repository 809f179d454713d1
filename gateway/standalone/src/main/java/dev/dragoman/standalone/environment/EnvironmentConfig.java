package dev.dragoman.standalone.environment;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the environment alone means: a provider for each key found, a route for each model that its
 * vendor is known to have and one for all names that begin like them, and the aliases. Without any
 * key everything is answered by the Simulated provider. Made by {@link #read}; {@link #plan} then
 * needs the keys that {@link #keysToMint} asks for.
 */
public final class EnvironmentConfig {
  private final ServiceVariables variables;
  private final List<Vendor> vendors;
  private final BedrockModels bedrockModels = BedrockModels.known();

  private EnvironmentConfig(ServiceVariables variables, List<Vendor> vendors) {
    this.variables = variables;
    this.vendors = vendors;
  }

  /**
   * Reads the variables.
   *
   * @throws StartRefused with a line for each malformed variable
   */
  public static EnvironmentConfig read(Map<String, String> environment) {
    List<Vendor> vendors = Vendor.known();
    ServiceVariables variables = ServiceVariables.read(environment, vendors);
    List<String> faults = new ArrayList<>(variables.faults());
    EnvironmentConfig config = new EnvironmentConfig(variables, vendors);
    faults.addAll(config.aliasFaults());
    if (!faults.isEmpty()) {
      throw StartRefused.misconfigured(faults);
    }
    return config;
  }

  /** A line that names the variables which do not act because there is a directory. */
  public static Optional<String> unusedWithDirectory(Map<String, String> environment) {
    List<String> names = ServiceVariables.setInVain(environment);
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("not used with a directory: " + String.join(", ", names));
  }

  /** Names of the keys that have to be minted. */
  public SortedSet<String> keysToMint() {
    return new TreeSet<>(
        variables.policy().requireApiKey() ? List.of(StoredKey.ENVIRONMENT) : List.of());
  }

  /** What to serve, with the {@code minted} keys by name. */
  public Plan plan(Map<String, StoredKey> minted) {
    List<ProviderEntry> providers = new ArrayList<>();
    Map<CredentialRef, String> credentials = new HashMap<>();
    List<String> notices = new ArrayList<>(variables.notices());
    for (VendorAccount account : variables.accounts()) {
      CredentialRef credential = new CredentialRef(account.key().variable());
      credentials.put(credential, account.key().text());
      providers.add(provider(account, credential));
    }
    BedrockAccess bedrock = variables.bedrock();
    if (bedrock != null) {
      Credential key = bedrock.key();
      if (key != null) {
        credentials.put(new CredentialRef(key.variable()), key.text());
      }
      providers.add(bedrock.provider());
    }
    if (providers.isEmpty()) {
      providers.add(SimulatedModels.PROVIDER);
      notices.add(SimulatedModels.notice(vendors));
    }
    GatewayConfig config =
        GatewayConfig.of(
            1,
            GatewayEntry.of(
                "environment",
                variables.store(),
                variables.policy(),
                GatewayEntry.LOOPBACK_AND_PRIVATE),
            providers,
            List.copyOf(routes().values()),
            keys(minted, variables.spend()));
    return new Plan(new Configuration(config, credentials), notices);
  }

  /** Without the variables. */
  @Override
  public String toString() {
    return "EnvironmentConfig" + variables.accounts().stream().map(VendorAccount::key).toList();
  }

  private static ProviderEntry provider(VendorAccount account, CredentialRef credential) {
    Vendor vendor = account.vendor();
    AuthEntry auth = AuthEntry.secretKey(credential);
    if (vendor.dialect() == null) {
      return ProviderEntry.at(account.baseUrl(), vendor.name(), vendor.protocol(), auth);
    }
    return new ProviderEntry(
        vendor.name(),
        vendor.name(),
        vendor.protocol(),
        new DialectEntry(vendor.dialect(), Map.of()),
        endpoint(account),
        auth,
        null,
        List.of(),
        null,
        null);
  }

  private static EndpointEntry endpoint(VendorAccount account) {
    return account.apiVersion() == null
        ? EndpointEntry.at(account.baseUrl())
        : new EndpointEntry(
            account.baseUrl(),
            null,
            new EndpointEntry.Azure(account.apiVersion(), null, null),
            null,
            null,
            null);
  }

  /** By public name: an alias takes the place of a model that is called like it. */
  private Map<String, RouteEntry> routes() {
    Map<String, RouteEntry> routes = new LinkedHashMap<>();
    if (isSimulated()) {
      for (String model : SimulatedModels.NAMES) {
        routes.put(model, route(model, model, SimulatedModels.PROVIDER.name()));
      }
    }
    if (variables.bedrock() != null) {
      routesOf(variables.bedrock()).forEach(route -> routes.put(route.name(), route));
    }
    for (VendorAccount account : variables.accounts()) {
      for (String model : account.vendor().models()) {
        routes.put(model, route(model, model, account.vendor().name()));
      }
      RouteEntry any = anyModelOf(account.vendor());
      routes.put(any.name(), any);
    }
    for (Alias alias : variables.aliases()) {
      RouteEntry bedrock = aliasToBedrock(alias);
      routes.put(
          alias.name(),
          bedrock == null
              ? route(alias.name(), alias.target(), providerOf(alias.target()))
              : bedrock);
    }
    return routes;
  }

  private boolean isSimulated() {
    return variables.accounts().isEmpty() && variables.bedrock() == null;
  }

  /** Claude by Anthropic's names where Anthropic itself is not there, and Bedrock's own ids. */
  private List<RouteEntry> routesOf(BedrockAccess bedrock) {
    List<RouteEntry> routes = new ArrayList<>();
    claudeOf(bedrock).forEach((name, id) -> routes.add(route(name, id, BedrockAccess.PROVIDER)));
    BackendEntry any =
        BackendEntry.of(BedrockAccess.PROVIDER, BedrockAccess.PROVIDER, null, variables.timeouts());
    List<String> patterns = bedrockModels.prefixes().stream().map(prefix -> prefix + "*").toList();
    routes.add(RouteEntry.of(BedrockAccess.PROVIDER + ":any", patterns, List.of(any)));
    return routes;
  }

  private Map<String, String> claudeOf(BedrockAccess bedrock) {
    boolean anthropic =
        variables.accounts().stream()
            .anyMatch(a -> a.vendor().protocol() == ProtocolName.AnthropicMessages);
    return anthropic ? Map.of() : bedrockModels.claudeIn(bedrock.region());
  }

  /** An alias may go to a name of Claude's, which Bedrock knows by another. */
  private @Nullable RouteEntry aliasToBedrock(Alias alias) {
    BedrockAccess bedrock = variables.bedrock();
    if (bedrock == null) {
      return null;
    }
    String id = claudeOf(bedrock).get(alias.target());
    boolean own = bedrockModels.prefixes().stream().anyMatch(alias.target()::startsWith);
    if (id == null && !own) {
      return null;
    }
    return route(alias.name(), id == null ? alias.target() : id, BedrockAccess.PROVIDER);
  }

  private RouteEntry route(String name, String model, String provider) {
    BackendEntry backend = BackendEntry.of(provider, provider, model, variables.timeouts());
    return RouteEntry.of(name, List.of(name), List.of(backend));
  }

  /** A model that the table does not know yet is the vendor's by how its name begins. */
  private RouteEntry anyModelOf(Vendor vendor) {
    BackendEntry backend =
        BackendEntry.of(vendor.name(), vendor.name(), null, variables.timeouts());
    List<String> patterns = vendor.prefixes().stream().map(prefix -> prefix + "*").toList();
    return RouteEntry.of(vendor.name() + ":any", patterns, List.of(backend));
  }

  private String providerOf(String model) {
    return variables.accounts().stream()
        .map(VendorAccount::vendor)
        .filter(vendor -> vendor.owns(model))
        .map(Vendor::name)
        .findFirst()
        .orElse(SimulatedModels.PROVIDER.name());
  }

  /** Without an account the Simulated provider answers to every name. */
  private List<String> aliasFaults() {
    List<String> faults = new ArrayList<>();
    if (isSimulated()) {
      return faults;
    }
    for (Alias alias : variables.aliases()) {
      boolean reachable =
          aliasToBedrock(alias) != null
              || variables.accounts().stream().anyMatch(a -> a.vendor().owns(alias.target()));
      if (!reachable) {
        faults.add("MODEL_ALIASES: " + aliasFault(alias));
      }
    }
    return faults;
  }

  private String aliasFault(Alias alias) {
    return vendors.stream()
        .filter(vendor -> vendor.owns(alias.target()))
        .findFirst()
        .map(vendor ->
            "the alias "
                + alias.name()
                + " goes to a model of "
                + vendor.name()
                + "; set "
                + vendor.keyVariable()
                + " as well")
        .orElse(
            "the alias "
                + alias.name()
                + " goes to a model of no known vendor; name one whose vendor has a key");
  }

  private static List<KeyEntry> keys(Map<String, StoredKey> minted, SpendPolicy spend) {
    return minted.values().stream()
        .map(key ->
            KeyEntry.of(key.name(), key.keyId(), key.digest(), List.of("*"), List.of("*"))
                .withSpend(spend))
        .toList();
  }
}

package dev.dragoman.benchmarks.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.KeyVersions;
import dev.dragoman.fleet.NamespaceLabels;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResourceSet;
import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.fleet.ResourceSet.Outside;
import dev.dragoman.fleet.SecretData;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fleet of one gateway: so many routes and as many keys in 100 namespaces, on 20 providers with
 * credentials. A route has an exact name, a prefix and two tiers, and is as old as another one by
 * chance; a key may call the route of its own number. Everything is accepted.
 */
final class Crowd {
  static final ObjectName GATEWAY = new ObjectName("llm", "main");
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int NAMESPACES = 100;
  private static final int PROVIDERS = 20;

  private final KubernetesSerialization serialization =
      new KubernetesSerialization(new ObjectMapper(), false);
  private final List<LlmGateway> gateways = new ArrayList<>();
  private final List<LlmProvider> providers = new ArrayList<>();
  private final List<LlmRoute> routes;
  private final List<ApiKey> keys;
  private final Outside outside;

  Crowd(int count) {
    this.routes = new ArrayList<>(count);
    this.keys = new ArrayList<>(count);
    Map<ObjectName, KeyVersions> minted = HashMap.newHashMap(count);
    Map<ObjectName, Map<String, String>> secrets = new HashMap<>();
    gateways.add(
        read(
            LlmGateway.class,
            "LlmGateway",
            "'name': 'main', 'namespace': 'llm', 'uid': 'g'",
            "'allowedRoutes': {'from': 'All'}, 'allowedKeys': {'from': 'All'}"));
    for (int i = 0; i < PROVIDERS; i++) {
      providers.add(provider(i));
      secrets.put(new ObjectName("llm", "account-" + i), Map.of("api-key", "secret of " + i));
    }
    for (int i = 0; i < count; i++) {
      routes.add(route(i, 1));
      keys.add(key(i));
      String text = "text of key " + i;
      minted.put(
          new ObjectName(namespace(i), "k" + i),
          new KeyVersions(KeyText.keyIdOf(text), List.of(DigestEntry.of(KeyText.digestOf(text)))));
    }
    this.outside =
        new Outside(
            Mode.Cluster, new SecretData(secrets), minted::get, new NamespaceLabels(Map.of()));
  }

  ResourceSet set() {
    return new ResourceSet(gateways, providers, routes, keys, List.of(), outside);
  }

  /** Somebody edits a route: from now on it is another object, whose first backend weighs this. */
  void edit(int route, int weight) {
    routes.set(route, route(route, weight));
  }

  /** The name of a route as configurations have it. */
  static String routeName(int route) {
    return namespace(route) + "/r" + route;
  }

  private static String namespace(int i) {
    return "team-" + i % NAMESPACES;
  }

  private LlmProvider provider(int i) {
    return read(
        LlmProvider.class,
        "LlmProvider",
        "'name': 'p%1$d', 'namespace': 'llm', 'uid': 'p-%1$d'".formatted(i),
        """
        'protocol': 'OpenAIChat', 'dialect': 'Standard', 'allowInsecure': false,
        'baseUrl': 'https://api-%1$d.example.com/v1',
        'auth': {'type': 'SecretKey', 'secretRef': {'name': 'account-%1$d'}},
        'allowedRoutes': {'from': 'All'}\
        """
            .formatted(i));
  }

  private LlmRoute route(int i, int weight) {
    return read(
        LlmRoute.class,
        "LlmRoute",
        """
        'name': 'r%1$d', 'namespace': '%2$s', 'uid': 'r-%1$d',
        'creationTimestamp': '%3$s'\
        """
            .formatted(i, namespace(i), FIRST.plusSeconds(i * 7919L % 86_400)),
        """
        'parentRefs': [{'name': 'main', 'namespace': 'llm'}],
        'models': ['model-%1$d', 'family-%1$d-*'],
        'backends': [
          {'name': 'a', 'providerRef': {'name': 'p%2$d', 'namespace': 'llm'}, 'model': 'gpt-5.1',
           'weight': %3$d},
          {'name': 'b', 'providerRef': {'name': 'p%4$d', 'namespace': 'llm'}, 'model': 'gpt-5.2',
           'priority': 1}]\
        """
            .formatted(i, i % PROVIDERS, weight, (i + 1) % PROVIDERS));
  }

  private ApiKey key(int i) {
    return read(
        ApiKey.class,
        "ApiKey",
        "'name': 'k%1$d', 'namespace': '%2$s', 'uid': 'k-%1$d'".formatted(i, namespace(i)),
        """
        'gatewayRef': {'name': 'main', 'namespace': 'llm'},
        'routes': [{'name': 'r%1$d'}], 'models': ['*'], 'owner': {'team': '%2$s'}\
        """
            .formatted(i, namespace(i)));
  }

  private <T> T read(Class<T> type, String kind, String metadata, String spec) {
    String text =
        "{'apiVersion': 'dragoman.dev/v1alpha1', 'kind': '%s', 'metadata': {%s}, 'spec': {%s}}"
            .formatted(kind, metadata, spec);
    return serialization.unmarshal(text.replace('\'', '"'), type);
  }
}

package dev.dragoman.operator;

import dev.dragoman.operator.cluster.PodProcess;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A fleet that everything happens to which there is a metric of: traffic of each kind. */
final class SeenFleet {
  private static final String OBJECTS =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: main, namespace: $ns}
      spec:
        protocol: Simulated
        simulated: {tokenInterval: 2ms, firstTokenDelay: 20ms}
        models:
        - {name: large, price: {currency: USD, rates: {input: "3", output: "15"}}}
        - {name: small, price: {currency: USD, rates: {input: "0.25", output: "1.25"}}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: slow, namespace: $ns}
      spec:
        protocol: Simulated
        simulated: {tokenInterval: 400ms}
        models:
        - {name: slow, price: {currency: USD, rates: {input: "1", output: "1"}}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: flaky, namespace: $ns}
      spec:
        protocol: Simulated
        simulated: {tokenInterval: 1ms}
        # Without a price a key with a budget in money would not get there.
        models:
        - {name: sim-429, price: {currency: USD, rates: {input: "1", output: "1"}}}
        - {name: sim-drop-midstream, price: {currency: USD, rates: {input: "1", output: "1"}}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmQuota
      metadata: {name: research, namespace: $ns}
      spec:
        gatewayRef: {name: main}
        budgets:
        - {name: month, period: Month, cost: {amount: "5", currency: USD}}
        # Thresholds that are reached while Prometheus looks.
        - {name: day, period: Day, tokens: 2000000, alertPercents: [1, 2, 80]}
        owner: {team: research}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: people, namespace: $ns}
      spec:
        gatewayRef: {name: main}
        routes: [{name: "*"}]
        models: ["*"]
        quotaRefs: [{name: research}]
        owner: {team: research}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: job, namespace: $ns}
      spec:
        gatewayRef: {name: main}
        routes: [{name: "*"}]
        models: ["*"]
        limits: {requestsPerMinute: 5}
        owner: {team: platform}
      """;

  private final FleetCluster cluster;
  private final String people;
  private final String job;

  private SeenFleet(FleetCluster cluster, String people, String job) {
    this.cluster = cluster;
    this.people = people;
    this.job = job;
  }

  /** Applies all objects; returns when both pods serve them. */
  static SeenFleet on(FleetCluster cluster) {
    cluster.apply(SmallFleet.gateway(2) + "---\n" + OBJECTS);
    cluster.awaitWhole("main", 2);
    route(cluster, "large", backend("only", "main", "large", 0));
    route(cluster, "small", backend("only", "main", "small", 0));
    route(cluster, "slow", backend("only", "slow", "slow", 0));
    route(cluster, "breaking", backend("only", "flaky", "sim-drop-midstream", 0));
    route(
        cluster,
        "assistant",
        backend("first", "flaky", "sim-429", 0) + backend("second", "main", "small", 1));
    return new SeenFleet(cluster, keyOf(cluster, "people"), keyOf(cluster, "job"));
  }

  private static String backend(String name, String provider, String model, int priority) {
    return "  - {name: %s, providerRef: {name: %s}, model: %s, priority: %d}\n"
        .formatted(name, provider, model, priority);
  }

  private static void route(FleetCluster cluster, String name, String backends) {
    cluster.apply(
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: %1$s, namespace: $ns}
        spec:
          parentRefs: [{name: main}]
          models: [%1$s]
          backends:
        %2$s
        """
            .formatted(name, backends));
    cluster.await(
        LlmRoute.class,
        name,
        route ->
            route.getStatus() != null && Objects.equals(route.getStatus().programmed(), "2/2"));
  }

  private static String keyOf(FleetCluster cluster, String name) {
    cluster.await(ApiKey.class, name, key -> key.getStatus() != null);
    Secret secret = cluster.await(Secret.class, name + "-key", _ -> true);
    return new String(
        Base64.getDecoder().decode(secret.getData().get("api-key")), StandardCharsets.UTF_8);
  }

  /** An edit that reaches every pod. */
  void edit(int number) {
    route(
        cluster,
        "edited",
        backend("only", "main", number % 2 == 0 ? "small" : "large", number % 3));
  }

  /** Some of everything, at every pod; one stream of each is still open when this returns. */
  void load() throws IOException, InterruptedException {
    for (PodProcess pod : cluster.pods()) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          List.of(
              ask(pod, people, "large", true),
              ask(pod, people, "large", false),
              ask(pod, people, "small", true),
              ask(pod, job, "small", true),
              ask(pod, people, "assistant", true),
              ask(pod, people, "breaking", true),
              ask(pod, people, "nobody-has-it", false));
      cluster.message(
          pod,
          people,
          """
          {"model": "small", "max_tokens": 100, "top_k": 5,
           "messages": [{"role": "user", "content": "What is lost on the way?"}]}
          """);
      var _ = ask(pod, people, "slow", true);
      answers.forEach(CompletableFuture::join);
      leave(pod);
    }
  }

  private CompletableFuture<HttpResponse<String>> ask(
      PodProcess pod, String key, String model, boolean stream) {
    return cluster
        .http()
        .sendAsync(FleetCluster.request(pod, key, model, stream), BodyHandlers.ofString())
        // A stream that breaks off is what one of them is for.
        .exceptionally(_ -> null);
  }

  /** A client that goes after the first bytes. */
  private void leave(PodProcess pod) throws IOException, InterruptedException {
    try (InputStream body =
        cluster
            .http()
            .send(FleetCluster.request(pod, people, "large", true), BodyHandlers.ofInputStream())
            .body()) {
      int first = body.read();
      if (first < 0) {
        throw new IOException("the stream was empty");
      }
    }
  }
}

package dev.dragoman.operator;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.cluster.PodProcess;
import dev.dragoman.operator.delivery.ChildNames;
import dev.dragoman.operator.gateway.GatewayNames;
import dev.dragoman.operator.scale.SimulatedSubscriber;
import dev.dragoman.operator.status.GatewayDelivery;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.gateway.ConfigStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures a fleet of 3 gateway processes and 47 simulated subscribers with 500 routes and 2,000
 * keys, and prints the figures of {@code operator/docs/scale.md}. Not a test: it fails only when it
 * cannot measure.
 *
 * <pre>
 * mvn -pl operator -am verify -Dtest=ScaleFigures -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@NeedsApiServer(controllers = true)
class ScaleFigures {
  private static final int ROUTES = Integer.getInteger("scale.routes", 500);
  private static final int KEYS = Integer.getInteger("scale.keys", 2_000);
  private static final int SUBSCRIBERS = 47;
  private static final int EDITS = 100;
  private static final int RELOADS = 200;
  private static final int STREAMS = 100;
  private static final int REVOCATIONS = 20;

  private static final String SLOW =
      SmallFleet.PROVIDER
          .replace("name: simulated", "name: slow")
          .replace("tokenInterval: 1ms", "tokenInterval: 250ms, tokens: 480");
  private static final String BASE =
      String.join("---\n", SmallFleet.gateway(3), SmallFleet.PROVIDER, SLOW);

  private static String route(int number, String provider, String more) {
    return SmallFleet.ROUTE
        .replace("name: hello", "name: route-" + number)
        .replace("[hello]", "[model-" + number + more + "]")
        .replace("{name: simulated}", "{name: " + provider + "}");
  }

  private static String key(int number, String state) {
    return SmallFleet.KEY
        .replace("name: me", "name: key-" + number)
        .replace("spec: {", "spec: {state: " + state + ", ");
  }

  @Test
  void measure(ApiServer server) throws Exception {
    try (FleetCluster cluster = new FleetCluster(server, Clock.systemUTC())) {
      cluster.apply(BASE);
      Instant began = Instant.now();
      applyAll(cluster, ROUTES, number -> route(number, number == 0 ? "slow" : "simulated", ""));
      applyAll(cluster, KEYS, number -> key(number, "Active"));
      List<SimulatedSubscriber> subscribers = subscribers(cluster);
      settle(cluster);
      say(
          "%d routes, %d keys, 50 pods applied and served after %d s"
              .formatted(ROUTES, KEYS, Duration.between(began, Instant.now()).toSeconds()));

      say("apply -> all 50 pods serve it, ms: %s".formatted(spread(edits(cluster, EDITS))));
      say("revocation -> refused by every process, ms: %s".formatted(spread(revocations(cluster))));
      reloadsUnderStreams(cluster);
      restart(cluster);
      memory(cluster);
      subscribers.forEach(SimulatedSubscriber::close);
    }
  }

  private static void say(String line) {
    System.out.println("scale: " + line);
  }

  private static void applyAll(FleetCluster cluster, int count, IntFunction<String> yaml)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (var done :
          threads.invokeAll(
              IntStream.range(0, count)
                  .mapToObj(number ->
                      Executors.callable(() -> cluster.apply(yaml.apply(number)), Boolean.TRUE))
                  .toList())) {
        done.get();
      }
    }
  }

  /** Pods that another node says it runs. */
  private static List<SimulatedSubscriber> subscribers(FleetCluster cluster) throws Exception {
    GatewayNames names = new GatewayNames("main");
    String account = new ChildNames("main").serviceAccount();
    cluster.await(ServiceAccount.class, account, _ -> true);
    List<SimulatedSubscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      Pod pod =
          cluster
              .admin
              .pods()
              .resource(
                  new PodBuilder()
                      .withNewMetadata()
                      .withName("simulated-" + i)
                      .withNamespace(cluster.namespace)
                      .withLabels(names.labels())
                      .endMetadata()
                      .withNewSpec()
                      .withNodeName("elsewhere")
                      .withServiceAccountName(account)
                      .addNewContainer()
                      .withName("gateway")
                      .withImage("simulated")
                      .endContainer()
                      .endSpec()
                      .build())
              .create();
      String token =
          cluster
              .admin
              .serviceAccounts()
              .inNamespace(cluster.namespace)
              .withName(account)
              .tokenRequest(
                  new TokenRequestBuilder()
                      .withNewSpec()
                      .withAudiences(DeliveryPaths.AUDIENCE)
                      .withExpirationSeconds(3600L)
                      .withNewBoundObjectRef(
                          "v1", "Pod", pod.getMetadata().getName(), pod.getMetadata().getUid())
                      .endSpec()
                      .build())
              .getStatus()
              .getToken();
      subscribers.add(
          new SimulatedSubscriber(
              pod.getMetadata().getUid(),
              pod.getMetadata().getName(),
              token,
              DeliveryPaths.of(cluster.namespace, "main"),
              cluster.operator().configPort()));
      cluster
          .admin
          .pods()
          .resource(
              new PodBuilder(pod)
                  .editOrNewStatus()
                  .withPhase("Running")
                  .addNewCondition()
                  .withType("Ready")
                  .withStatus("True")
                  .endCondition()
                  .endStatus()
                  .build())
          .updateStatus();
    }
    return subscribers;
  }

  private static GatewayDelivery delivery(FleetCluster cluster) {
    return cluster
        .operator()
        .delivery()
        .of(new ObjectName(cluster.namespace, "main"))
        .orElse(
            new GatewayDelivery(
                new ConfigStatus("", -1L, "", 0L, Instant.EPOCH), 0, 0, 0, 0, List.of(), null));
  }

  private static long generation(FleetCluster cluster) {
    return Objects.requireNonNull(delivery(cluster).config().generation());
  }

  private static boolean isServedEverywhere(FleetCluster cluster) {
    GatewayDelivery delivery = delivery(cluster);
    return delivery.ready() == SUBSCRIBERS + 3 && delivery.current() == delivery.ready();
  }

  /** Until every key is honoured, and all pods have run the same generation for a while. */
  private static void settle(FleetCluster cluster) throws InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(10));
    long last = -1;
    Instant since = Instant.now();
    while (Duration.between(since, Instant.now()).toSeconds() < 5) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("the fleet does not settle: " + delivery(cluster));
      }
      long now = isServedEverywhere(cluster) ? generation(cluster) : -1;
      if (now != last || now < 0) {
        last = now;
        since = Instant.now();
      }
      Thread.sleep(50);
    }
  }

  /** Milliseconds from just before the apply until all pods acknowledged what holds it. */
  private static List<Long> edits(FleetCluster cluster, int count) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long before = generation(cluster);
      long began = System.nanoTime();
      cluster.apply(route(1, "simulated", ", edit-" + i));
      while (generation(cluster) <= before || !isServedEverywhere(cluster)) {
        Thread.sleep(2);
      }
      times.add((System.nanoTime() - began) / 1_000_000);
    }
    return times;
  }

  private static List<Long> revocations(FleetCluster cluster) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 1; i <= REVOCATIONS; i++) {
      String text = text(cluster, i);
      if (!cluster.askAll(text, "model-1").stream().allMatch(status -> status == 200)) {
        throw new AssertionError("key-" + i + " is not served");
      }
      long began = System.nanoTime();
      cluster.apply(key(i, "Revoked"));
      while (!cluster.askAll(text, "model-1").stream().allMatch(status -> status == 401)) {
        Thread.sleep(2);
      }
      times.add((System.nanoTime() - began) / 1_000_000);
    }
    return times;
  }

  private static String text(FleetCluster cluster, int number) {
    Secret secret = cluster.await(Secret.class, "key-" + number + "-key", _ -> true);
    return new String(
        Base64.getDecoder().decode(secret.getData().get("api-key")), StandardCharsets.UTF_8);
  }

  private static void reloadsUnderStreams(FleetCluster cluster) throws Exception {
    String text = text(cluster, KEYS - 1);
    List<PodProcess> pods = cluster.pods();
    List<CompletableFuture<HttpResponse<String>>> streams =
        IntStream.range(0, STREAMS)
            .mapToObj(i ->
                cluster
                    .http()
                    .sendAsync(
                        FleetCluster.request(pods.get(i % pods.size()), text, "model-0", true),
                        BodyHandlers.ofString()))
            .toList();
    long before = generation(cluster);
    List<Long> times = edits(cluster, RELOADS);
    long open = streams.stream().filter(stream -> !stream.isDone()).count();
    int cut = 0;
    for (CompletableFuture<HttpResponse<String>> stream : streams) {
      if (stream.isCompletedExceptionally() || !stream.get().body().contains("data: [DONE]")) {
        cut++;
      }
    }
    say(
        ("%d reloads (%d generations) under %d streams, %d of them still open at the end: %d cut;"
                + " ms: %s")
            .formatted(RELOADS, generation(cluster) - before, STREAMS, open, cut, spread(times)));
  }

  private static void restart(FleetCluster cluster) throws Exception {
    String head = version(cluster);
    long routes = cluster.all(ApiKey.class).stream().mapToLong(ScaleFigures::version).sum();
    cluster.stopOperator();
    long began = System.nanoTime();
    cluster.startOperator();
    long led = (System.nanoTime() - began) / 1_000_000;
    settle(cluster);
    say(
        ("operator restart: leads after %d ms; generations published: %d; statuses of keys"
                + " written: %s")
            .formatted(
                led,
                version(cluster).equals(head) ? 0 : 1,
                cluster.all(ApiKey.class).stream().mapToLong(ScaleFigures::version).sum() == routes
                    ? "none"
                    : "some"));
  }

  private static String version(FleetCluster cluster) {
    return Objects.requireNonNull(cluster.find(ConfigMap.class, "main-config-head"))
        .getMetadata()
        .getResourceVersion();
  }

  private static long version(ApiKey key) {
    return Long.parseLong(key.getMetadata().getResourceVersion());
  }

  private static void memory(FleetCluster cluster) throws Exception {
    for (PodProcess pod : cluster.pods()) {
      say("memory of a gateway process, MiB resident: %d".formatted(resident(pod.pid())));
    }
    cluster.stopOperator();
    Process operator = cluster.startedOperatorProcess();
    Thread.sleep(20_000);
    say("memory of the operator's process, MiB resident: %d".formatted(resident(operator.pid())));
    operator.destroyForcibly().waitFor();
    cluster.startOperator();
  }

  private static long resident(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0)
        / 1024;
  }

  private static String spread(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    int last = sorted.size() - 1;
    return "p50 %d, p90 %d, p99 %d, max %d (%d)"
        .formatted(
            sorted.get(last / 2),
            sorted.get((int) (last * 0.9)),
            sorted.get((int) (last * 0.99)),
            sorted.get(last),
            sorted.size());
  }
}

package dev.dragoman.conformance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.gateway.StoredFleet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What limits that a store shares add to the time of a request: a process is asked with a key that
 * has none and another with one that has rates, a bound of running requests and two budgets, in
 * turns. For the figures of gateway/docs/limits.md: {@code -Dgroups=figures -Dtests.excluded=none}.
 */
@Tag("figures")
class AddedLatencyTest {
  private static final int ROUNDS = 5;
  private static final Duration TURN = Duration.ofSeconds(4);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final List<Integer> RATES = List.of(10, 100, 1_000);

  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path home;

  /** Two keys, one of which is bounded in every way that the store shares. */
  private enum Caller {
    FREE(""),
    BOUNDED(
        """
          limits: {requestsPerMinute: 1000000, tokensPerMinute: 1000000000, concurrent: 10000}
          budgets:
          - {name: month, period: Month, tokens: 1000000000000}
          - {name: day, period: Day, tokens: 100000000000}
        """);

    private final String limits;

    Caller(String limits) {
      this.limits = limits;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    String key() {
      return "sk-added-latency-" + id();
    }

    void describe(Manifests manifests) {
      manifests
          .secret(id(), key())
          .file(
              "key-" + id() + ".yaml",
              """
              apiVersion: dragoman.dev/v1alpha1
              kind: ApiKey
              metadata: {name: %1$s}
              spec:
                gatewayRef: {name: main}
                material: {type: FromSecret, secretRef: {name: %1$s, key: api-key}}
                routes: [{name: "*"}]
                models: ["*"]
              """
                      .formatted(id())
                  + limits);
    }
  }

  private static Manifests manifests(StoredFleet fleet) {
    Manifests manifests =
        fleet
            .manifests()
            .file(
                "provider-sim.yaml",
                """
                apiVersion: dragoman.dev/v1alpha1
                kind: LlmProvider
                metadata: {name: sim}
                spec: {protocol: Simulated, simulated: {tokenInterval: 0ms}}
                """)
            .route("m", "sim", "sim");
    for (Caller caller : Caller.values()) {
      caller.describe(manifests);
    }
    return manifests;
  }

  @Test
  void limitsOnBesideLimitsOff() throws Exception {
    // Given
    StringBuilder table = new StringBuilder("| requests/s | key | p50 ms | p90 ms | p99 ms |\n");
    Map<Caller, GatewayProcess> processes = new EnumMap<>(Caller.class);

    // When
    try (StoredFleet fleet = StoredFleet.open(home)) {
      Manifests manifests = manifests(fleet);
      for (Caller caller : Caller.values()) {
        processes.put(caller, fleet.startPlain(manifests));
      }
      for (int i = 0; i < 2; i++) {
        processes.forEach((caller, process) -> turn(process, caller, 500, WARM_UP));
      }
      for (int rate : RATES) {
        Map<Caller, List<Long>> nanos = new EnumMap<>(Caller.class);
        for (int round = 0; round < ROUNDS; round++) {
          processes.forEach((caller, process) ->
              nanos
                  .computeIfAbsent(caller, _ -> new ArrayList<>())
                  .addAll(turn(process, caller, rate, TURN)));
        }
        nanos.forEach((caller, each) -> table.append(row(rate, caller, each)));
      }
    }

    // Then
    System.out.println(table);
  }

  /** The times of requests that begin at a steady rate, each from when it should have begun. */
  private Queue<Long> turn(GatewayProcess process, Caller caller, int rate, Duration length) {
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    HttpRequest request = request(process.clients(), caller);
    long between = Duration.ofSeconds(1).toNanos() / rate;
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long due = start; due - start < length.toNanos(); due += between) {
        LockSupport.parkNanos(due - System.nanoTime());
        long since = due;
        threads.execute(() -> {
          try {
            statuses.add(http.send(request, BodyHandlers.ofByteArray()).statusCode());
            nanos.add(System.nanoTime() - since);
          } catch (IOException e) {
            statuses.add(0);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
      }
    }
    assertThat(statuses).containsOnly(200);
    return nanos;
  }

  private static HttpRequest request(URI gateway, Caller caller) {
    return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
        .timeout(Duration.ofSeconds(30))
        .header("authorization", "Bearer " + caller.key())
        .header("content-type", "application/json")
        .POST(
            BodyPublishers.ofString(
                """
                {"model":"m","max_tokens":300,\
                "messages":[{"role":"user","content":"hello there"}]}\
                """))
        .build();
  }

  private static String row(int rate, Caller caller, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return "| %,d | %s | %.2f | %.2f | %.2f |%n"
        .formatted(rate, caller.id(), at(sorted, 50), at(sorted, 90), at(sorted, 99));
  }

  private static double at(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100) / 1e6;
  }
}

package dev.dragoman.conformance.budget;

import dev.dragoman.conformance.gateway.GatewayProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that ask as fast as they are answered, of all processes of a fleet, for a while. */
final class Callers {
  private static final int ABORT_PERCENT = 30;

  private final String key;
  private final List<GatewayProcess> fleet = new CopyOnWriteArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ConcurrentHashMap<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
  private final AtomicLong aborted = new AtomicLong();
  private final Map<Integer, String> faults = new ConcurrentHashMap<>();

  Callers(String key, List<GatewayProcess> fleet) {
    this.key = key;
    this.fleet.addAll(fleet);
  }

  void add(GatewayProcess fresh) {
    fleet.add(fresh);
  }

  void remove(GatewayProcess dead) {
    fleet.remove(dead);
  }

  /** Answers by status; 0 for connections that broke. */
  ConcurrentHashMap<Integer, AtomicLong> answers() {
    return answers;
  }

  /** The first answer of each status that says that something is wrong. */
  Map<Integer, String> faults() {
    return faults;
  }

  long aborted() {
    return aborted.get();
  }

  /** Calls with {@code callers} at a time until the time is over. */
  void run(int callers, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            call();
          }
        });
      }
    }
  }

  private void call() {
    GatewayProcess process = fleet.get(ThreadLocalRandom.current().nextInt(fleet.size()));
    boolean stream = ThreadLocalRandom.current().nextBoolean();
    boolean abort = stream && ThreadLocalRandom.current().nextInt(100) < 2 * ABORT_PERCENT;
    try {
      HttpResponse<InputStream> response =
          http.send(request(process.clients(), stream), BodyHandlers.ofInputStream());
      answers.computeIfAbsent(response.statusCode(), status -> new AtomicLong()).incrementAndGet();
      try (InputStream body = response.body()) {
        if (abort && response.statusCode() == 200) {
          aborted.incrementAndGet();
          body.read();
          return;
        }
        byte[] answer = body.readAllBytes();
        if (response.statusCode() >= 500) {
          faults.putIfAbsent(response.statusCode(), new String(answer, StandardCharsets.UTF_8));
        }
      }
      if (response.statusCode() != 200) {
        Thread.sleep(50);
      }
    } catch (IOException e) {
      answers.computeIfAbsent(0, status -> new AtomicLong()).incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(URI gateway, boolean stream) {
    return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
        .timeout(Duration.ofSeconds(30))
        .header("authorization", "Bearer " + key)
        .header("content-type", "application/json")
        .POST(
            BodyPublishers.ofString(
                """
                {"model":"m","stream":%s,"max_tokens":300,\
                "messages":[{"role":"user","content":"hello there"}]}\
                """
                    .formatted(stream)))
        .build();
  }
}

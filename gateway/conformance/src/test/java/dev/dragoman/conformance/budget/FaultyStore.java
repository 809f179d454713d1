package dev.dragoman.conformance.budget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before DynamoDB and, while it is told to, makes every second call go wrong: refuses it,
 * loses the answer of one that was done, or keeps it waiting for two seconds.
 */
final class FaultyStore implements AutoCloseable {
  private static final Duration DELAY = Duration.ofSeconds(2);
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade");
  private static final byte[] FAULT =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\",\"message\":\"injected\"}"
          .getBytes(StandardCharsets.UTF_8);

  private final URI store;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong delayed = new AtomicLong();
  private final AtomicLong passed = new AtomicLong();
  private volatile boolean faulty;

  /** What becomes of a call while the store is faulty. */
  private enum Fault {
    REFUSED,
    LOST,
    DELAYED,
    NONE;

    static Fault next() {
      int dice = ThreadLocalRandom.current().nextInt(6);
      return dice < 3 ? values()[dice] : NONE;
    }
  }

  FaultyStore(URI store) throws IOException {
    this.store = store;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void faulty(boolean from) {
    faulty = from;
  }

  /** How many calls met which fault. */
  String counts() {
    return "store calls refused %d, answers lost %d, delayed %d, passed %d"
        .formatted(refused.get(), lost.get(), delayed.get(), passed.get());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (faulty ? Fault.next() : Fault.NONE) {
        case REFUSED -> {
          refused.incrementAndGet();
          fail(exchange);
        }
        case LOST -> {
          lost.incrementAndGet();
          forwarded(exchange, body);
          fail(exchange);
        }
        case DELAYED -> {
          delayed.incrementAndGet();
          Thread.sleep(DELAY);
          answer(exchange, forwarded(exchange, body));
        }
        case NONE -> {
          passed.incrementAndGet();
          answer(exchange, forwarded(exchange, body));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(store.resolve(exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(10))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private static void fail(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(500, FAULT.length);
    exchange.getResponseBody().write(FAULT);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}

package dev.dragoman.operator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plain HTTP for the cluster itself: probes, or metrics. */
final class ManagementServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;

  /**
   * Listens at once.
   *
   * @throws IOException when the port cannot be had
   */
  ManagementServer(int port) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers 200 while nothing is missing, else 503 with what is. */
  ManagementServer probe(String path, Supplier<@Nullable String> missing) {
    return serve(
        path,
        () -> {
          String words = missing.get();
          return words == null
              ? new Answer(200, "ok\n", TEXT)
              : new Answer(503, words + "\n", TEXT);
        });
  }

  /** Answers a text, such as metrics in the form of Prometheus. */
  ManagementServer text(String path, String type, Supplier<String> text) {
    return serve(path, () -> new Answer(200, text.get(), type));
  }

  private record Answer(int status, String body, String type) {}

  private ManagementServer serve(String path, Supplier<Answer> answers) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            Answer answer = answers.get();
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    return this;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

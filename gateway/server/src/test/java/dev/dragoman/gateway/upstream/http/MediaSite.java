package dev.dragoman.gateway.upstream.http;

import dev.dragoman.testkit.ServerLoops;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A site on loopback with good and bad media. {@code /to/N/PATH} redirects N times and then to
 * PATH; {@code /at?URL} redirects to URL.
 */
public final class MediaSite implements AutoCloseable {
  /** The start of a PNG, as base64. */
  public static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";

  /** The start of a PDF, as base64. */
  public static final String PDF = "JVBERi0xLjQKJSBh";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final DisposableServer server =
      HttpServer.create()
          .runOn(ServerLoops.ALL)
          .host("127.0.0.1")
          .port(0)
          .handle(this::answer)
          .bindNow();

  public String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** Paths and headers of what came, one text each. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public void forget() {
    requests.clear();
  }

  @Override
  public void close() {
    server.disposeNow();
  }

  private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    String path = request.uri();
    StringBuilder seen = new StringBuilder(path);
    request.requestHeaders().forEach(header -> seen.append('\n').append(header));
    requests.add(seen.toString());
    if (path.startsWith("/to/")) {
      int end = path.indexOf('/', 4);
      int left = Integer.parseInt(path.substring(4, end));
      String rest = path.substring(end);
      return redirect(response, left == 1 ? rest : "/to/" + (left - 1) + rest);
    }
    if (path.startsWith("/at?")) {
      return redirect(response, path.substring(4));
    }
    return switch (path) {
      case "/a.png", "/b.png" -> file(response, "image/png", PNG);
      case "/lying.jpg" -> file(response, "image/jpeg", PNG);
      case "/untyped" -> file(response, "application/octet-stream", PNG);
      case "/unknown" -> file(response, "application/octet-stream", "AAAA");
      case "/a.pdf" -> file(response, "application/pdf", PDF);
      case "/a.txt" -> file(response, "text/plain; charset=utf-8", "aGVsbG8=");
      case "/page" -> file(response, "text/html", "PGh0bWw+");
      case "/empty" -> file(response, "image/png", "");
      case "/zipped" -> file(response.header("content-encoding", "gzip"), "image/png", PNG);
      case "/large" -> file(response, "image/png", "A".repeat(40_000));
      case "/endless" ->
          response
              .header("content-type", "image/png")
              .sendByteArray(Flux.generate(sink -> sink.next(new byte[1_000])));
      case "/slow" ->
          response
              .header("content-type", "image/png")
              .sendByteArray(
                  Flux.interval(Duration.ofMillis(50))
                      .onBackpressureDrop()
                      .map(_ -> new byte[] {0}));
      case "/cut" ->
          response
              .header("content-type", "image/png")
              .header("content-length", "1000")
              .sendByteArray(Mono.just(new byte[10]))
              .then(
                  Mono.fromRunnable(
                      () -> response.withConnection(connection -> connection.dispose())));
      case "/nowhere" -> response.status(302).send();
      default -> response.status(404).send();
    };
  }

  private static Publisher<Void> redirect(HttpServerResponse response, String to) {
    return response
        .status(302)
        .header("location", to)
        .sendString(Mono.just("moved"), StandardCharsets.US_ASCII);
  }

  private static Publisher<Void> file(HttpServerResponse response, String type, String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    return response
        .header("content-type", type)
        .header("content-length", String.valueOf(bytes.length))
        .send(Mono.just(Unpooled.wrappedBuffer(bytes)));
  }
}

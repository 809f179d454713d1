package dev.dragoman.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * The floor: the least that a reactor-netty program can do between a client and an upstream. It
 * forwards path, body and content type and knows nothing of what they mean. A whole answer leaves
 * in one write; a stream is flushed after each read.
 */
final class BareProxy implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 2_000;

  private final DisposableServer server;
  private final ConnectionProvider connections;

  private BareProxy(DisposableServer server, ConnectionProvider connections) {
    this.server = server;
    this.connections = connections;
  }

  /** Listens on a free port of 127.0.0.1 and forwards to {@code upstreamPort} there. */
  static BareProxy start(int upstreamPort) {
    ConnectionProvider connections = ConnectionProvider.create("upstream", MAX_CONNECTIONS);
    HttpClient client = HttpClient.create(connections).baseUrl("http://127.0.0.1:" + upstreamPort);
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> forward(client, request, response))
            .bindNow();
    return new BareProxy(server, connections);
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.disposeNow();
    connections.dispose();
  }

  private static Publisher<Void> forward(
      HttpClient client, HttpServerRequest request, HttpServerResponse response) {
    Mono<ByteBuf> body = request.receive().aggregate().retain();
    return client
        .headers(headers -> copyContentType(request, headers))
        .request(request.method())
        .uri(request.uri())
        .send(body)
        .response((answer, content) -> reply(answer, content, response));
  }

  private static void copyContentType(HttpServerRequest request, HttpHeaders headers) {
    headers.set(
        HttpHeaderNames.CONTENT_TYPE,
        request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE, "application/json"));
  }

  private static Publisher<Void> reply(
      HttpClientResponse answer, ByteBufFlux content, HttpServerResponse response) {
    String type = answer.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
    response.status(answer.status()).header(HttpHeaderNames.CONTENT_TYPE, type);
    return type.startsWith("text/event-stream")
        ? response.send(content.retain(), _ -> true)
        : response.send(content.aggregate().retain());
  }
}

package dev.dragoman.testkit;

import dev.dragoman.protocol.wire.WireHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.netty.http.server.HttpServerRequest;

/** One request that a scripted upstream received, and how its answer ended. Thread-safe. */
public final class ScriptedExchange {
  /** How long a test waits for something that has to happen. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How an answer ended. */
  public enum Ending {
    /** Everything in the script was sent. */
    ANSWERED,
    /** The client closed the connection before that. */
    CLIENT_LEFT,
    /** The script closed the connection. */
    DROPPED
  }

  private final String method;
  private final String target;
  private final WireHeaders headers;
  private final byte[] body;
  private final int clientPort;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final CompletableFuture<Ending> disconnected = new CompletableFuture<>();

  private ScriptedExchange(HttpServerRequest request, byte[] body, int clientPort) {
    this.method = request.method().name();
    this.target = request.uri();
    this.headers = headersOf(request.requestHeaders());
    this.body = body;
    this.clientPort = clientPort;
  }

  static ScriptedExchange of(HttpServerRequest request, byte[] body) {
    InetSocketAddress client = Objects.requireNonNull(request.remoteAddress(), "client");
    return new ScriptedExchange(request, body, client.getPort());
  }

  public String method() {
    return method;
  }

  /** Path and query as they were sent. */
  public String target() {
    return target;
  }

  public WireHeaders headers() {
    return headers;
  }

  /** The client's end of the connection: requests on the same connection have the same. */
  public int clientPort() {
    return clientPort;
  }

  public byte[] body() {
    return body.clone();
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Waits for the end of the answer.
   *
   * @throws IllegalStateException when it does not end within {@link #PATIENCE}
   */
  public Ending awaitEnding() throws InterruptedException {
    return await(ending, "the answer had not ended");
  }

  /** Whether the connection of the request is still open. */
  public boolean isConnected() {
    return !disconnected.isDone();
  }

  /**
   * Waits until the connection of the request is closed, and tells how the answer had ended.
   *
   * @throws IllegalStateException when it is not closed within {@link #PATIENCE}
   */
  public Ending awaitDisconnect() throws InterruptedException {
    return await(disconnected, "the connection was not closed");
  }

  private static Ending await(CompletableFuture<Ending> awaited, String failure)
      throws InterruptedException {
    try {
      return awaited.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(failure + " after " + PATIENCE, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the ending of an answer cannot fail", e);
    }
  }

  /** The first ending counts. */
  void end(Ending how) {
    ending.complete(how);
  }

  void connectionClosed() {
    end(Ending.CLIENT_LEFT);
    disconnected.complete(ending.join());
  }

  @Override
  public String toString() {
    return method + " " + target + " (" + body.length + " bytes)";
  }

  private static WireHeaders headersOf(HttpHeaders source) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    source.names().forEach(name -> fields.put(name, source.getAll(name)));
    return new WireHeaders(fields);
  }
}

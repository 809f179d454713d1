package dev.dragoman.testkit;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A server on a free port of 127.0.0.1 that answers each request by a {@link Scenario}: the one
 * that the model's name has, else the next of the queue, else HTTP 501 saying that the script is
 * over. It keeps what it received. Thread-safe.
 */
public final class ScriptedUpstream implements AutoCloseable {
  private static final Scenario OVER =
      Scenario.json(
          501,
          "{\"error\":{\"message\":\"the script has no answer left\"}}"
              .getBytes(StandardCharsets.US_ASCII));

  private final Map<String, Scenario> byModel = new ConcurrentHashMap<>();
  private final Queue<Scenario> queue = new ConcurrentLinkedQueue<>();
  private final List<ScriptedExchange> exchanges = new CopyOnWriteArrayList<>();
  private final BlockingQueue<ScriptedExchange> untaken = new LinkedBlockingQueue<>();
  private final DisposableServer server;
  private volatile Scenario standing = OVER;
  private volatile Guard guard = exchange -> null;

  /** What a server refuses whatever the script says. Thread-safe. */
  @FunctionalInterface
  public interface Guard {
    /** The refusal, null where the request is fit to be answered. */
    @Nullable Scenario refusal(ScriptedExchange exchange);
  }

  private ScriptedUpstream() {
    server =
        HttpServer.create()
            .runOn(ServerLoops.ALL)
            .host("127.0.0.1")
            .port(0)
            .handle(this::answer)
            .bindNow();
  }

  /** A server with an empty script. */
  public static ScriptedUpstream start() {
    return new ScriptedUpstream();
  }

  /** Adds the answer to one more request. */
  public ScriptedUpstream then(Scenario scenario) {
    queue.add(scenario);
    return this;
  }

  /** Sets the answer to every request for {@code model}. */
  public ScriptedUpstream whenModel(String model, Scenario scenario) {
    byModel.put(model, scenario);
    return this;
  }

  /** Sets the answer to every request for which the script has none; a reset keeps it. */
  public ScriptedUpstream otherwise(Scenario scenario) {
    standing = scenario;
    return this;
  }

  /** Sets what is refused before the script is looked at; a reset keeps it. */
  public ScriptedUpstream guardedBy(Guard refusals) {
    guard = refusals;
    return this;
  }

  /** Address of the server, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Address at which nothing listens any more once the server is closed. */
  public int port() {
    return server.port();
  }

  /** What came so far, in order of arrival. */
  public List<ScriptedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /**
   * The next exchange that no call has taken yet.
   *
   * @throws IllegalStateException when none arrives within {@link ScriptedExchange#PATIENCE}
   */
  public ScriptedExchange take() throws InterruptedException {
    ScriptedExchange next =
        untaken.poll(ScriptedExchange.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new IllegalStateException("no request came within " + ScriptedExchange.PATIENCE);
    }
    return next;
  }

  /** Forgets the script and what was received. */
  public void reset() {
    byModel.clear();
    queue.clear();
    exchanges.clear();
    untaken.clear();
  }

  @Override
  public void close() {
    server.disposeNow();
  }

  private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asByteArray()
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> {
          ScriptedExchange exchange = ScriptedExchange.of(request, body);
          exchanges.add(exchange);
          untaken.add(exchange);
          return ScriptedAnswer.play(scenarioFor(exchange, body), exchange, response);
        });
  }

  private Scenario scenarioFor(ScriptedExchange exchange, byte[] body) {
    Scenario refusal = guard.refusal(exchange);
    if (refusal != null) {
      return refusal;
    }
    String model = modelOf(body);
    Scenario scenario = model == null ? null : byModel.get(model);
    if (scenario == null) {
      scenario = queue.poll();
    }
    return scenario == null ? standing : scenario;
  }

  private static @Nullable String modelOf(byte[] body) {
    try {
      return JsonReader.parse(body) instanceof JsonValue.JsonObject object
              && object.get("model") instanceof JsonValue.JsonString model
          ? model.value()
          : null;
    } catch (JsonSyntaxException e) {
      return null;
    }
  }
}

package dev.dragoman.gateway.http;

import dev.dragoman.gateway.account.Accounts;
import dev.dragoman.gateway.admin.KeyPage;
import dev.dragoman.gateway.config.ConfigHolder;
import dev.dragoman.gateway.exchange.ErrorReplies;
import dev.dragoman.gateway.exchange.ExchangePipeline;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.keys.Callers;
import dev.dragoman.gateway.responses.StoredResponses;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The client port: every endpoint of every registered protocol, the model list and health. */
public final class InboundRoutes {
  private final ExchangeHandler exchanges;
  private final ModelsHandler models;
  private final KeyHandler key;
  private final HealthHandler health;
  private final ExchangeLog log;
  private final Map<String, HttpHandler> exact = new HashMap<>();
  private final List<Named> named = new ArrayList<>();
  private final List<StoredResponsesHandler> stored = new ArrayList<>();

  /** An endpoint whose path names a model. */
  private record Named(Endpoint endpoint, HttpHandler handler) {}

  /** What the handlers need, in the order of the flow. */
  public record Parts(
      ConfigHolder configs,
      Callers callers,
      ExchangePipeline pipeline,
      Accounts accounts,
      ExchangeLog log,
      int maxBodyBytes,
      HealthHandler health,
      KeyPage keys,
      StoredResponses responses) {}

  public InboundRoutes(Parts parts, Clock clock, Scheduler deadlines) {
    this.exchanges =
        new ExchangeHandler(
            parts.pipeline,
            new RequestBodies(parts.maxBodyBytes, deadlines),
            parts.accounts,
            parts.log,
            clock);
    this.models = new ModelsHandler(parts.configs, parts.callers, parts.log);
    this.key = new KeyHandler(parts.configs, parts.callers, parts.keys, parts.log);
    this.health = parts.health;
    this.log = parts.log;
    for (ClientProtocol protocol : Protocols.all()) {
      ResponseStorage storage = protocol.storage();
      if (storage != null) {
        stored.add(
            new StoredResponsesHandler(
                protocol, storage, parts.configs, parts.callers, parts.responses, parts.log));
      }
      for (Endpoint endpoint : protocol.endpoints()) {
        HttpHandler handler =
            (request, response) -> exchanges.handle(protocol, endpoint, request, response);
        if (endpoint.namesModel()) {
          named.add(new Named(endpoint, handler));
        } else {
          exact.put(endpoint.method() + " " + endpoint.path(), handler);
        }
      }
    }
  }

  /**
   * The client port as a whole. A protocol's endpoint that is spelled as it is documented goes to
   * its handler at once: being dispatched costs more than being authenticated.
   *
   * @param dispatched what serves the {@link #routes}, for everything else
   */
  public HttpHandler before(HttpHandler dispatched) {
    return (request, response) -> {
      String method = request.getMethod().name();
      String path = request.getURI().getRawPath();
      HttpHandler handler = exact.get(method + " " + path);
      return (handler == null ? naming(method, path, dispatched) : handler)
          .handle(request, response);
    };
  }

  private HttpHandler naming(String method, String path, HttpHandler dispatched) {
    for (Named one : named) {
      if (one.endpoint.method().equals(method) && one.endpoint.matches(path)) {
        return one.handler;
      }
    }
    return dispatched;
  }

  /** All routes; whatever fits none is answered in the form of the protocol it looks like. */
  public RouterFunction<ServerResponse> routes() {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (ClientProtocol protocol : Protocols.all()) {
      for (Endpoint endpoint : protocol.endpoints()) {
        routes.route(
            RequestPredicates.method(HttpMethod.valueOf(endpoint.method())).and(pathOf(endpoint)),
            request ->
                written(exchange ->
                    exchanges.handle(
                        protocol, endpoint, exchange.getRequest(), exchange.getResponse())));
      }
    }
    for (StoredResponsesHandler each : stored) {
      routes
          .GET(each.path() + "/{id}", request -> stored(request, each::get))
          .DELETE(each.path() + "/{id}", request -> stored(request, each::delete))
          .GET(each.path() + "/{id}/input_items", request -> stored(request, each::inputItems));
    }
    return routes
        .GET("/v1/models", request -> written(exchange -> models.handle(exchange, null)))
        .GET("/v1/models/{*id}", InboundRoutes::namesNoMethod, this::model)
        .GET("/v1beta/models", request -> written(exchange -> models.handle(exchange, null)))
        .GET("/v1beta/models/{*id}", InboundRoutes::namesNoMethod, this::model)
        .GET("/v1/key", request -> written(key::handle))
        .GET("/health", request -> health.health())
        .GET("/ready", request -> health.ready())
        .GET("/liveness", request -> health.liveness())
        .GET("/", request -> greeting())
        .HEAD("/", request -> ServerResponse.ok().build())
        .route(RequestPredicates.all(), this::unknown)
        .build();
  }

  private static Mono<ServerResponse> stored(
      ServerRequest request, BiFunction<ServerWebExchange, String, Mono<Void>> handler) {
    String id = request.pathVariable("id");
    return written(exchange -> handler.apply(exchange, id));
  }

  private Mono<ServerResponse> model(ServerRequest request) {
    String id = request.pathVariable("id").substring(1);
    return written(exchange -> models.handle(exchange, id));
  }

  /** Whether it is no endpoint of Gemini, whose models are called at their own address. */
  private static boolean namesNoMethod(ServerRequest request) {
    return Protocols.all().stream()
        .flatMap(protocol -> protocol.endpoints().stream())
        .noneMatch(endpoint -> endpoint.matches(request.path()));
  }

  private static RequestPredicate pathOf(Endpoint endpoint) {
    return endpoint.namesModel()
        ? request -> endpoint.matches(request.path())
        : RequestPredicates.path(endpoint.path());
  }

  private static Mono<ServerResponse> greeting() {
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("Dragoman, an LLM API gateway. GET /v1/models lists what is served.\n");
  }

  private static Mono<ServerResponse> written(Function<ServerWebExchange, Mono<Void>> writer) {
    return Mono.just(new WrittenResponse(writer));
  }

  private Mono<ServerResponse> unknown(ServerRequest request) {
    String path = request.path();
    GatewayException failure = refusal(request, path);
    ClientProtocol protocol =
        path.startsWith("/v1/messages")
            ? Protocols.of(ProtocolId.ANTHROPIC)
            : ModelsHandler.shapeOf(
                request.exchange().getRequest(),
                WireHeadersOf.request(request.exchange().getRequest()));
    return written(exchange ->
        Mono.defer(() -> {
          ExchangeRecord record =
              new ExchangeRecord(RequestIds.next(), protocol, System.nanoTime());
          return ReplyWriter.write(ErrorReplies.of(failure, record), exchange.getResponse(), record)
              .doFinally(signal -> log.close(record));
        }));
  }

  private static GatewayException refusal(ServerRequest request, String path) {
    if (UnservedResponses.isMeant(request)) {
      return UnservedResponses.refusal(request);
    }
    boolean lists = path.equals("/v1/models") || path.equals("/v1beta/models");
    boolean shows = path.startsWith("/v1/models/") && path.indexOf(':') < 0;
    if (path.equals("/v1/key") || lists || shows) {
      return wrongMethod(request, path, "GET");
    }
    boolean served =
        Protocols.all().stream()
            .flatMap(protocol -> protocol.endpoints().stream())
            .anyMatch(endpoint -> endpoint.matches(path));
    return served
        ? wrongMethod(request, path, "POST")
        : GatewayException.of(
            ErrorKind.UNKNOWN_PATH, "there is nothing at this path; served are " + served());
  }

  private static GatewayException wrongMethod(ServerRequest request, String path, String method) {
    return GatewayException.of(
        ErrorKind.METHOD, request.method() + " is not a method of " + path + "; use " + method);
  }

  private static String served() {
    return Protocols.all().stream()
        .flatMap(protocol -> protocol.endpoints().stream())
        .map(endpoint -> endpoint.method() + " " + endpoint.path())
        .collect(Collectors.joining(", ", "", ", GET /v1/models, GET /v1/key"));
  }
}

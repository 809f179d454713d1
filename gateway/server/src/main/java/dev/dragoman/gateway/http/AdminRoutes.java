package dev.dragoman.gateway.http;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.gateway.admin.AdminApi;
import dev.dragoman.gateway.admin.AdminCall;
import dev.dragoman.gateway.admin.AdminError;
import dev.dragoman.gateway.admin.AdminException;
import dev.dragoman.gateway.admin.AdminException.Kind;
import dev.dragoman.gateway.admin.AdminOperation;
import dev.dragoman.gateway.admin.Audit;
import dev.dragoman.gateway.admin.OpenApiDocument;
import dev.dragoman.gateway.auth.MasterKey;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The admin API on the management port. Every answer is JSON and has a request id. */
public final class AdminRoutes {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final String DOCUMENT = AdminApi.ROOT + "/openapi.json";

  private final AdminApi api;
  private final @Nullable MasterKey master;
  private final Audit audit;
  private final RequestBodies bodies;
  private final byte[] document;

  /**
   * Routes.
   *
   * @param master null where nobody may ask: then nothing is there
   */
  public AdminRoutes(AdminApi api, @Nullable MasterKey master, Audit audit, Scheduler deadlines) {
    this.api = api;
    this.master = master;
    this.audit = audit;
    this.bodies = new RequestBodies(MAX_BODY_BYTES, deadlines);
    this.document = OpenApiDocument.of(api.operations()).getBytes(StandardCharsets.UTF_8);
  }

  /** All routes, and an answer for every other path below theirs. */
  public RouterFunction<ServerResponse> routes() {
    RouterFunctions.Builder routes = RouterFunctions.route();
    if (master != null) {
      for (AdminOperation operation : api.operations()) {
        routes.route(
            RequestPredicates.method(HttpMethod.valueOf(operation.method()))
                .and(RequestPredicates.path(operation.path())),
            request -> answer(operation.id(), request, id -> called(operation, request, id)));
      }
      routes.GET(DOCUMENT, request -> answer("document", request, id -> Mono.just(document(id))));
    }
    return routes
        .path(AdminApi.ROOT, below -> below.route(RequestPredicates.all(), this::nothing))
        .build();
  }

  private interface Work {
    Mono<Mono<ServerResponse>> of(String requestId);
  }

  private Mono<ServerResponse> answer(String operation, ServerRequest request, Work work) {
    String requestId = RequestIds.next();
    return Mono.defer(
            () -> {
              authorise(request);
              return work.of(requestId);
            })
        .onErrorResume(failure -> Mono.just(refused(operation, failure, requestId)))
        .flatMap(response -> response);
  }

  private void authorise(ServerRequest request) {
    if (master == null || !master.isIn(WireHeadersOf.request(request.exchange().getRequest()))) {
      throw new AdminException(
          Kind.Unauthorized, "send the master key as \"Authorization: Bearer KEY\"");
    }
  }

  private Mono<Mono<ServerResponse>> called(
      AdminOperation operation, ServerRequest request, String requestId) {
    Map<String, String> parameters = new HashMap<>(request.pathVariables());
    request.queryParams().forEach((name, values) -> parameters.put(name, values.getFirst()));
    return bodies
        .read(request.exchange().getRequest())
        .flatMap(
            body -> Mono.fromFuture(operation.call(new AdminCall(requestId, parameters, body))))
        .map(answer -> json(operation.status(), requestId, ContractJson.write(answer)));
  }

  private Mono<ServerResponse> document(String requestId) {
    return json(200, requestId, document);
  }

  private Mono<ServerResponse> nothing(ServerRequest request) {
    String served =
        String.join(
            ", ",
            api.operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .toList());
    String message =
        master == null
            ? "the admin API is off; a start with MASTER_API_KEY turns it on"
            : "there is nothing at this path; served are " + served + ", GET " + DOCUMENT;
    String requestId = RequestIds.next();
    return refused("none", new AdminException(Kind.NotFound, message), requestId);
  }

  private Mono<ServerResponse> refused(String operation, Throwable failure, String requestId) {
    AdminException refusal =
        switch (failure) {
          case AdminException known -> known;
          case GatewayException body -> ofBody(body);
          case StoreUnavailableException _ ->
              new AdminException(
                  Kind.StoreUnavailable, "the store cannot be reached; try again soon");
          default -> {
            audit.failed(operation, failure, requestId);
            yield new AdminException(
                Kind.Failed,
                "the gateway failed; its log has the cause under request id " + requestId);
          }
        };
    return json(
        refusal.kind().status(), requestId, ContractJson.write(AdminError.of(refusal, requestId)));
  }

  private static AdminException ofBody(GatewayException failure) {
    Kind kind = failure.error().kind() == ErrorKind.TOO_LARGE ? Kind.TooLarge : Kind.InvalidRequest;
    return new AdminException(kind, failure.error().message());
  }

  private static Mono<ServerResponse> json(int status, String requestId, byte[] body) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .header("x-dragoman-request-id", requestId)
        .header("cache-control", "no-store")
        .bodyValue(body);
  }
}

package dev.dragoman.operator.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.DeliveryPaths;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the pods. In this order: 503 while another operator leads, 404 for what nobody asks, 401
 * without a valid token, 403 for one of another ServiceAccount, 404 for an unknown gateway.
 */
final class DeliveryHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryHandler.class);
  private static final String BEARER = "Bearer ";
  private static final int UNAVAILABLE = HttpURLConnection.HTTP_UNAVAILABLE;

  private final Delivery delivery;
  private final Tokens tokens;
  private final WriteDeadlines deadlines;

  DeliveryHandler(Delivery delivery, Tokens tokens, WriteDeadlines deadlines) {
    this.delivery = delivery;
    this.tokens = tokens;
    this.deadlines = deadlines;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!delivery.isLeading()) {
        answer(exchange, UNAVAILABLE, DeliveryPaths.NOT_LEADER);
        return;
      }
      Optional<DeliveryRequest> request =
          DeliveryRequest.of(exchange.getRequestMethod(), exchange.getRequestURI());
      if (request.isEmpty()) {
        answer(exchange, HttpURLConnection.HTTP_NOT_FOUND, "no such path");
        return;
      }
      Optional<Caller> caller;
      try {
        caller = callerOf(exchange);
      } catch (RuntimeException e) {
        // Neither yes nor no: the pod asks again. The text could repeat the token.
        LOG.atWarn()
            .addKeyValue("gateway", request.get().namespace() + "/" + request.get().gateway())
            .addKeyValue("kind", e.getClass().getSimpleName())
            .log("a token could not be checked");
        answer(exchange, UNAVAILABLE, "tokens cannot be checked now");
        return;
      }
      if (caller.isEmpty()) {
        answer(exchange, HttpURLConnection.HTTP_UNAUTHORIZED, "no valid token");
        return;
      }
      admitted(exchange, request.get(), caller.get());
    }
  }

  private Optional<Caller> callerOf(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null || !header.startsWith(BEARER)
        ? Optional.empty()
        : tokens.callerOf(header.substring(BEARER.length()));
  }

  private void admitted(HttpExchange exchange, DeliveryRequest request, Caller caller)
      throws IOException {
    String own = new ChildNames(request.gateway()).serviceAccount();
    if (!caller.namespace().equals(request.namespace()) || !caller.serviceAccount().equals(own)) {
      answer(exchange, HttpURLConnection.HTTP_FORBIDDEN, "not the gateway's ServiceAccount");
      return;
    }
    Optional<GatewayChannel> channel = delivery.channel(request.namespace(), request.gateway());
    if (channel.isEmpty()) {
      answer(exchange, HttpURLConnection.HTTP_NOT_FOUND, "unknown gateway");
      return;
    }
    switch (request) {
      case DeliveryRequest.Stream stream -> stream(exchange, stream, caller, channel.get());
      case DeliveryRequest.Blob blob -> blob(exchange, channel.get().part(blob.sha256()));
      case DeliveryRequest.ReadCredentials _ -> credentials(exchange, channel.get().credentials());
      case DeliveryRequest.Acknowledge _ -> acknowledge(exchange, caller, channel.get());
    }
  }

  private void stream(
      HttpExchange exchange, DeliveryRequest.Stream request, Caller caller, GatewayChannel channel)
      throws IOException {
    if (!caller.mayBe(request.pod())) {
      answer(exchange, HttpURLConnection.HTTP_FORBIDDEN, "the token is of another pod");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
    Subscriber subscriber = channel.subscribe(request.pod(), request.digest());
    try {
      new StreamWriter(subscriber, exchange.getResponseBody(), deadlines, channel).run();
    } catch (InterruptedException _) {
      // The server ends, or a write took too long: the connection is closed either way.
      Thread.currentThread().interrupt();
    } finally {
      channel.unsubscribe(subscriber);
    }
  }

  private void blob(HttpExchange exchange, byte @Nullable [] part) throws IOException {
    if (part == null) {
      answer(exchange, HttpURLConnection.HTTP_NOT_FOUND, "no part of a configuration in force");
      return;
    }
    answer(exchange, HttpURLConnection.HTTP_OK, "application/gzip", part);
  }

  private void credentials(HttpExchange exchange, @Nullable Credentials credentials)
      throws IOException {
    if (credentials == null) {
      answer(exchange, UNAVAILABLE, "not published yet");
      return;
    }
    answer(
        exchange, HttpURLConnection.HTTP_OK, "application/json", ContractJson.write(credentials));
  }

  private void acknowledge(HttpExchange exchange, Caller caller, GatewayChannel channel)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(Acknowledgement.MAX_BYTES + 1);
    if (body.length > Acknowledgement.MAX_BYTES) {
      answer(exchange, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, "too long");
      return;
    }
    Acknowledgement ack;
    try {
      ack = ContractJson.read(body, Acknowledgement.class);
    } catch (ContractException e) {
      answer(exchange, HttpURLConnection.HTTP_BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    if (!caller.mayBe(ack.podUid())) {
      answer(exchange, HttpURLConnection.HTTP_FORBIDDEN, "the token is of another pod");
      return;
    }
    channel.acknowledged(ack);
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_NO_CONTENT, -1);
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    answer(exchange, status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    try (WriteDeadlines.Deadline _ = deadlines.begin()) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}

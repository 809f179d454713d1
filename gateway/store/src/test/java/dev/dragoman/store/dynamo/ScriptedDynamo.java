package dev.dragoman.store.dynamo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dragoman.contract.StoreEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A DynamoDB that answers each call as it is told, the last way for ever. */
final class ScriptedDynamo implements AutoCloseable {
  private final HttpServer server;
  private final DynamoConnection connection;
  private final List<Function<String, Answer>> script;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** A status and the JSON of a body. */
  record Answer(int status, String body) {
    static Answer ok(String body) {
      return new Answer(200, body);
    }

    static Answer refused(String type, String rest) {
      return new Answer(
          400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\"%s}".formatted(type, rest));
    }
  }

  /**
   * Starts one.
   *
   * @param script what is answered to the first request, the second, …
   */
  ScriptedDynamo(List<Function<String, Answer>> script) {
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "local");
    this.script = List.copyOf(script);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    connection =
        DynamoConnection.of(new StoreEntry.DynamoDb("us-east-1", endpoint, "keys", "usage"));
  }

  DynamoDbAsyncClient client() {
    return connection.client();
  }

  /** The bodies of all requests. */
  List<String> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(request);
      Answer answer = script.get(Math.min(requests.size(), script.size()) - 1).apply(request);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    connection.close();
    server.stop(0);
  }
}

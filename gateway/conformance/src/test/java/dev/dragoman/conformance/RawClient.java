package dev.dragoman.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Plain HTTP, for what no SDK would send. */
final class RawClient {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI server;
  private final String key;

  RawClient(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /** Gets with the key as {@code Authorization: Bearer}. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return text(authorised(request(path, headers)).GET());
  }

  /** Gets without a key. */
  HttpResponse<String> getAnonymously(String path, String... headers) throws Exception {
    return text(request(path, headers).GET());
  }

  /** Posts JSON with the key as {@code Authorization: Bearer}. */
  HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    return text(authorised(request(path, headers)).POST(json(json)));
  }

  /** Posts JSON with no other credential than {@code headers}. */
  HttpResponse<String> postAnonymously(String path, String json, String... headers)
      throws Exception {
    return text(request(path, headers).POST(json(json)));
  }

  /** Posts JSON; cancelling the future closes the connection. */
  CompletableFuture<HttpResponse<String>> postAsync(String path, String json) {
    return CLIENT.sendAsync(
        authorised(request(path)).POST(json(json)).build(), BodyHandlers.ofString());
  }

  /** Sends any method. */
  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
      throws Exception {
    return text(authorised(request(path, headers)).method(method, body));
  }

  private static BodyPublisher json(String json) {
    return BodyPublishers.ofString(json);
  }

  private HttpRequest.Builder authorised(HttpRequest.Builder request) {
    return request.header("authorization", "Bearer " + key);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json");
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> text(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}

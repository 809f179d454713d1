package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who holds the master key of a gateway. */
record AdminClient(TestGateway gateway) {
  static final String MASTER = "a-master-key-of-tests";

  /** An answer as a tree. */
  record Answer(int status, JsonNode body, HttpResponse<String> raw) {
    String text(String pointer) {
      return body.at(pointer).asString();
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** Makes a key and returns what was answered. */
  Answer create(String body) throws IOException, InterruptedException {
    Answer made = post("/admin/v1/keys", body);
    assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
    return made;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.managementUri(path))
        .header("authorization", "Bearer " + MASTER);
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> raw = gateway.send(request);
    return new Answer(raw.statusCode(), JsonMapper.shared().readTree(raw.body()), raw);
  }
}

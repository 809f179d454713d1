package dev.dragoman.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The requests that the API server was sent, without their bodies. */
public record AuditLog(Path file) {
  static final String FILE = "audit.log";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One request.
   *
   * @param verb as RBAC names it
   * @param resource with its subresource behind a slash
   * @param status of the answer; 0 for one that has none yet
   */
  public record Request(
      String verb, String group, String resource, String namespace, String name, int status) {}

  static List<String> flags(Path directory) throws IOException {
    Path policy = directory.resolve("audit-policy.yaml");
    Files.writeString(
        policy,
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: None
          userGroups: ["system:masters"]
        - level: Metadata
        """);
    Files.deleteIfExists(directory.resolve(FILE));
    return List.of(
        "--audit-policy-file=" + policy,
        "--audit-log-path=" + directory.resolve(FILE),
        "--audit-log-mode=blocking-strict");
  }

  /** What one user asked for, in its order; what an administrator does is not written. */
  public List<Request> of(String user) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(AuditLog::parse)
          .filter(event -> event.path("user").path("username").asText().equals(user))
          .filter(event -> event.has("objectRef"))
          .map(AuditLog::request)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.get("objectRef");
    String sub = object.path("subresource").asText();
    return new Request(
        event.path("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.path("responseStatus").path("code").asInt());
  }
}

package dev.dragoman.conformance.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads requests of Vertex AI with the classes of Google's SDK, and refuses what the SDK itself
 * does not send there, in its words "only supported in Gemini Developer API mode".
 */
public final class VertexJudge {
  private static final JsonMapper JSON = new JsonMapper();

  /** Parts of a request by JSON pointer, where {@code *} is every element, and their members. */
  private static final Map<String, List<String>> ABSENT =
      Map.of(
          "", List.of("store", "serviceTier"),
          "/contents/*/parts/*", List.of("toolCall", "toolResponse", "partMetadata"),
          "/contents/*/parts/*/functionCall", List.of("id"),
          "/contents/*/parts/*/functionResponse", List.of("id", "willContinue"),
          "/contents/*/parts/*/functionResponse/parts/*", List.of("mediaProcessing"),
          "/tools/*", List.of("fileSearch"),
          "/toolConfig", List.of("includeServerSideToolInvocations"),
          "/generationConfig", List.of("enableEnhancedCivicAnswers"));

  private VertexJudge() {}

  /** Judges a request for a generation. */
  public static Verdict request(byte[] json) {
    List<String> faults = new ArrayList<>(GeminiJudge.requestOfVertex(json).faults());
    try {
      JsonNode request = JSON.readTree(json);
      ABSENT.forEach((pointer, members) ->
          holders(List.of(request), pointer)
              .forEach(holder ->
                  members.stream()
                      .filter(holder::has)
                      .forEach(name -> faults.add(pointer + "/" + name + " is not of Vertex AI"))));
      for (JsonNode content : request.path("contents")) {
        if (!List.of("user", "model").contains(content.path("role").asText())) {
          faults.add("a content has no role");
        }
      }
    } catch (IOException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    return new Verdict(faults);
  }

  private static List<JsonNode> holders(List<JsonNode> from, String pointer) {
    List<JsonNode> holders = from;
    for (String step : pointer.split("/", -1)) {
      if (!step.isEmpty()) {
        List<JsonNode> next = new ArrayList<>();
        for (JsonNode holder : holders) {
          if (step.equals("*")) {
            holder.forEach(next::add);
          } else if (holder.has(step)) {
            next.add(holder.get(step));
          }
        }
        holders = next;
      }
    }
    return holders;
  }
}

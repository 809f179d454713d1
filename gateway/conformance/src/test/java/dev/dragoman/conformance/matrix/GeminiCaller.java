package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpResponse;
import dev.dragoman.conformance.client.GeminiClientUnderTest;
import dev.dragoman.conformance.client.GeminiParts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** google-genai. Its own names of a request's members differ from those on the wire. */
final class GeminiCaller implements Caller {
  private static final int ERROR = 400;

  private final com.google.genai.Client client;

  GeminiCaller(URI gateway, String key) {
    client = GeminiClientUnderTest.connected(gateway, key);
  }

  @Override
  public Outcome call(JsonNode request, Map<String, String> headers, boolean stream) {
    String model = request.path("model").asText();
    List<Content> contents = new ArrayList<>();
    request.path("contents").forEach(content -> contents.add(Content.fromJson(content.toString())));
    GenerateContentConfig config = GenerateContentConfig.fromJson(config(request).toString());
    try {
      return stream
          ? streamed(model, contents, config)
          : outcome(client.models.generateContent(model, contents, config));
    } catch (ApiException e) {
      return new Outcome(
          e.code() < ERROR ? 200 : e.code(),
          List.of(),
          Features.JSON
              .createObjectNode()
              .put("class", e.getClass().getSimpleName())
              .put("status", e.code())
              .put("type", e.status())
              .put("message", e.message()));
    }
  }

  /** What the SDK calls a configuration: all but the contents, on one level. */
  private static ObjectNode config(JsonNode request) {
    ObjectNode config = request.deepCopy();
    config.remove(List.of("model", "contents", "generationConfig"));
    request
        .path("generationConfig")
        .properties()
        .forEach(member -> config.set(member.getKey(), member.getValue()));
    return config;
  }

  private Outcome streamed(String model, List<Content> contents, GenerateContentConfig config) {
    GeminiParts sum = new GeminiParts();
    try (ResponseStream<GenerateContentResponse> chunks =
        client.models.generateContentStream(model, contents, config)) {
      chunks.forEach(sum::add);
    }
    return outcome(sum.sum());
  }

  private static Outcome outcome(GenerateContentResponse response) {
    List<String> warnings =
        response
            .sdkHttpResponse()
            .flatMap(HttpResponse::headers)
            .flatMap(headers -> Optional.ofNullable(headers.get(WARNINGS)))
            .map(List::of)
            .orElse(List.of());
    try {
      return new Outcome(
          200,
          Caller.warnings(warnings),
          Features.JSON.readTree(response.toBuilder().clearSdkHttpResponse().build().toJson()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the SDK writes no JSON", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.dragoman.conformance.matrix;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.SseException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** anthropic-java. */
final class AnthropicCaller implements Caller {
  private static final JsonMapper JSON = ObjectMappers.jsonMapper();

  private final AnthropicClient client;

  AnthropicCaller(URI gateway, String key) {
    client =
        AnthropicOkHttpClient.builder()
            .baseUrl(gateway.toString())
            .apiKey(key)
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .responseValidation(true)
            .build();
  }

  @Override
  public Outcome call(JsonNode request, Map<String, String> headers, boolean stream) {
    MessageCreateParams.Builder params = MessageCreateParams.builder().body(body(request));
    headers.forEach(params::replaceAdditionalHeaders);
    try {
      return stream ? streamed(params.build()) : whole(params.build());
    } catch (AnthropicServiceException e) {
      return failure(e);
    }
  }

  private static MessageCreateParams.Body body(JsonNode request) {
    try {
      return JSON.treeToValue(request, MessageCreateParams.Body.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no request of anthropic-java: " + request, e);
    }
  }

  private Outcome whole(MessageCreateParams params) {
    try (HttpResponseFor<Message> response = client.messages().withRawResponse().create(params)) {
      return new Outcome(
          response.statusCode(),
          Caller.warnings(response.headers().values(WARNINGS)),
          JSON.valueToTree(response.parse()));
    }
  }

  private Outcome streamed(MessageCreateParams params) {
    MessageAccumulator sum = MessageAccumulator.create();
    try (HttpResponseFor<StreamResponse<RawMessageStreamEvent>> response =
            client.messages().withRawResponse().createStreaming(params);
        StreamResponse<RawMessageStreamEvent> events = response.parse()) {
      events.stream().forEach(sum::accumulate);
      return new Outcome(
          response.statusCode(),
          Caller.warnings(response.headers().values(WARNINGS)),
          JSON.valueToTree(sum.message()));
    }
  }

  private static Outcome failure(AnthropicServiceException failure) {
    int status = failure instanceof SseException ? 200 : failure.statusCode();
    return new Outcome(
        status,
        Caller.warnings(failure.headers().values(WARNINGS)),
        JSON.createObjectNode()
            .put("class", failure.getClass().getSimpleName())
            .put("status", failure.statusCode())
            .put("type", failure.type().map(type -> type.asString()).orElse(null))
            .put("retryAfter", String.join("", failure.headers().values("retry-after")))
            .put("message", message(failure)));
  }

  /** The SDK's own message is the whole body. */
  private static String message(AnthropicServiceException failure) {
    JsonNode body = JSON.valueToTree(failure.body());
    return body.at("/error/message").asText(String.valueOf(failure.getMessage()));
  }

  @Override
  public void close() {
    client.close();
  }
}

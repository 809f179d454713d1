package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** openai-java on Responses. */
final class ResponsesCaller implements Caller {
  private static final JsonMapper JSON = ObjectMappers.jsonMapper();

  private final OpenAIClient client;

  ResponsesCaller(URI gateway, String key) {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.resolve("/v1").toString())
            .apiKey(key)
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .build();
  }

  @Override
  public Outcome call(JsonNode request, Map<String, String> headers, boolean stream) {
    ResponseCreateParams.Builder params = ResponseCreateParams.builder().body(body(request));
    headers.forEach(params::replaceAdditionalHeaders);
    try {
      return stream ? streamed(params.build()) : whole(params.build());
    } catch (OpenAIServiceException e) {
      return OpenAiFailure.of(e, JSON);
    }
  }

  private static ResponseCreateParams.Body body(JsonNode request) {
    try {
      return JSON.treeToValue(request, ResponseCreateParams.Body.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no request of openai-java: " + request, e);
    }
  }

  private Outcome whole(ResponseCreateParams params) {
    try (HttpResponseFor<Response> response = client.responses().withRawResponse().create(params)) {
      return new Outcome(
          response.statusCode(),
          Caller.warnings(response.headers().values(WARNINGS)),
          JSON.valueToTree(response.parse()));
    }
  }

  private Outcome streamed(ResponseCreateParams params) {
    ResponseAccumulator sum = ResponseAccumulator.create();
    try (HttpResponseFor<StreamResponse<ResponseStreamEvent>> response =
            client.responses().withRawResponse().createStreaming(params);
        StreamResponse<ResponseStreamEvent> events = response.parse()) {
      events.stream().forEach(sum::accumulate);
      return new Outcome(
          response.statusCode(),
          Caller.warnings(response.headers().values(WARNINGS)),
          JSON.valueToTree(sum.response()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

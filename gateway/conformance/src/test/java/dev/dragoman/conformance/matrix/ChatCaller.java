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
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** openai-java on Chat Completions. */
final class ChatCaller implements Caller {
  private static final JsonMapper JSON = ObjectMappers.jsonMapper();

  private final OpenAIClient client;

  ChatCaller(URI gateway, String key) {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.resolve("/v1").toString())
            .apiKey(key)
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .responseValidation(true)
            .build();
  }

  @Override
  public Outcome call(JsonNode request, Map<String, String> headers, boolean stream) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder().body(body(request));
    headers.forEach(params::replaceAdditionalHeaders);
    try {
      return stream ? streamed(params.build()) : whole(params.build());
    } catch (OpenAIServiceException e) {
      return OpenAiFailure.of(e, JSON);
    }
  }

  private static ChatCompletionCreateParams.Body body(JsonNode request) {
    try {
      return JSON.treeToValue(request, ChatCompletionCreateParams.Body.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no request of openai-java: " + request, e);
    }
  }

  private Outcome whole(ChatCompletionCreateParams params) {
    try (HttpResponseFor<ChatCompletion> response =
        client.chat().completions().withRawResponse().create(params)) {
      return new Outcome(
          response.statusCode(),
          Caller.warnings(response.headers().values(WARNINGS)),
          JSON.valueToTree(response.parse()));
    }
  }

  private Outcome streamed(ChatCompletionCreateParams params) {
    ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
            client.chat().completions().withRawResponse().createStreaming(params);
        StreamResponse<ChatCompletionChunk> chunks = response.parse()) {
      chunks.stream().forEach(sum::accumulate);
      return new Outcome(
          response.statusCode(),
          Caller.warnings(response.headers().values(WARNINGS)),
          JSON.valueToTree(sum.chatCompletion()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

package dev.dragoman.conformance.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import dev.dragoman.conformance.judge.GeminiJudge;
import dev.dragoman.testkit.ScriptedTurn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Google's Java SDK, which sends the whole history each time. */
public final class GeminiClientUnderTest implements ClientUnderTest {
  private static final String PLACE = "call ";

  private static final JsonMapper JSON = new JsonMapper();

  private final Client client;

  public GeminiClientUnderTest(URI gateway, String key) {
    client = connected(gateway, key);
  }

  /** The SDK without its retries. */
  public static Client connected(URI gateway, String key) {
    return Client.builder()
        .apiKey(key)
        .httpOptions(
            HttpOptions.builder()
                .baseUrl(gateway.toString())
                .apiVersion("v1beta")
                .timeout(30_000)
                .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                .build())
        .build();
  }

  /** The SDK's exception does not tell whether the stream had begun. */
  private static final class BrokenStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiException failure;

    BrokenStreamException(ApiException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  @Override
  public Dialogue ask(Question question) {
    return new Conversation(question);
  }

  @Override
  public Dialogue resume(Dialogue earlier, String model) {
    Conversation before = (Conversation) earlier;
    return new Conversation(model, before.config, before.contents);
  }

  @Override
  public Failure failureOf(Runnable doomed) {
    try {
      doomed.run();
    } catch (BrokenStreamException e) {
      return new Failure(
          "SseException", 200, e.failure.status(), null, String.valueOf(e.failure.getMessage()));
    } catch (ApiException e) {
      return new Failure(name(e), e.code(), e.status(), null, String.valueOf(e.getMessage()));
    }
    throw new AssertionError("nothing failed");
  }

  /** The SDK tells clients' faults and servers' apart; the name is the other SDKs' for the code. */
  private static String name(ApiException failure) {
    return switch (failure.code()) {
      case 400, 413 -> "BadRequestException";
      case 401 -> "UnauthorizedException";
      case 403 -> "PermissionDeniedException";
      case 404 -> "NotFoundException";
      case 429 -> "RateLimitException";
      case 422 -> "UnprocessableEntityException";
      default -> "InternalServerException";
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private final class Conversation implements Dialogue {
    private final String model;
    private final GenerateContentConfig config;
    private final List<Content> contents;
    private final Map<String, String> called = new LinkedHashMap<>();

    Conversation(String model, GenerateContentConfig config, List<Content> contents) {
      this.model = model;
      this.config = config;
      this.contents = contents;
    }

    Conversation(Question question) {
      this(question.model(), configOf(question), new ArrayList<>());
      contents.add(Content.fromParts(Part.fromText(question.text())));
    }

    @Override
    public Reply create() {
      return remembered(client.models.generateContent(model, List.copyOf(contents), config));
    }

    @Override
    public Reply stream(Runnable onFirstEvent) {
      GeminiParts sum = new GeminiParts();
      Runnable next = onFirstEvent;
      boolean begun = false;
      try (ResponseStream<GenerateContentResponse> stream =
          client.models.generateContentStream(model, List.copyOf(contents), config)) {
        for (GenerateContentResponse chunk : stream) {
          sum.add(chunk);
          begun = true;
          next.run();
          next = () -> {};
        }
      } catch (ApiException e) {
        throw begun ? new BrokenStreamException(e) : e;
      }
      return remembered(sum.sum());
    }

    @Override
    public void leaveStream() {
      try (ResponseStream<GenerateContentResponse> stream =
          client.models.generateContentStream(model, List.copyOf(contents), config)) {
        var _ = stream.iterator().next();
      }
    }

    @Override
    public void give(Map<String, String> results) {
      List<Part> parts = new ArrayList<>();
      results.forEach((id, text) -> {
        FunctionResponse.Builder result =
            FunctionResponse.builder()
                .name(called.getOrDefault(id, ""))
                .response(Map.of("output", text));
        parts.add(
            Part.builder()
                .functionResponse((id.startsWith(PLACE) ? result : result.id(id)).build())
                .build());
      });
      contents.add(Content.builder().role("user").parts(parts).build());
    }

    private Reply remembered(GenerateContentResponse response) {
      Candidate candidate = response.candidates().orElseThrow().getFirst();
      Content content = candidate.content().orElseThrow();
      contents.add(content);
      StringBuilder text = new StringBuilder();
      List<Reply.Call> calls = new ArrayList<>();
      for (Part part : content.parts().orElse(List.of())) {
        if (!part.thought().orElse(false)) {
          part.text().ifPresent(text::append);
        }
        part.functionCall()
            .map(call -> callOf(call, PLACE + called.size() + "." + calls.size()))
            .ifPresent(calls::add);
      }
      calls.forEach(call -> called.put(call.id(), call.name()));
      GenerateContentResponseUsageMetadata usage = response.usageMetadata().orElseThrow();
      return new Reply(
          response.responseId().orElseThrow(),
          response.modelVersion().orElseThrow(),
          text.toString(),
          calls,
          stopOf(candidate, calls),
          usage.promptTokenCount().orElseThrow(),
          usage.candidatesTokenCount().orElse(0) + usage.thoughtsTokenCount().orElse(0),
          GeminiJudge.response(
                  response.toBuilder()
                      .clearSdkHttpResponse()
                      .build()
                      .toJson()
                      .getBytes(StandardCharsets.UTF_8))
              .faults());
    }
  }

  private static GenerateContentConfig configOf(Question question) {
    GenerateContentConfig.Builder config =
        GenerateContentConfig.builder()
            .maxOutputTokens(4096)
            .systemInstruction(Content.fromParts(Part.fromText(question.system())));
    if (!question.tools().isEmpty()) {
      config.tools(
          Tool.builder()
              .functionDeclarations(
                  question.tools().stream().map(GeminiClientUnderTest::toolOf).toList())
              .build());
    }
    if (question.thinking()) {
      config.thinkingConfig(
          ThinkingConfig.builder().thinkingBudget(2048).includeThoughts(true).build());
    }
    return config.build();
  }

  private static FunctionDeclaration toolOf(Question.Tool tool) {
    return FunctionDeclaration.builder()
        .name(tool.name())
        .description(tool.description())
        .parametersJsonSchema(Map.of("type", "object", "properties", tool.properties()))
        .build();
  }

  /**
   * A call.
   *
   * @param place what it is told by where it has no id, as on Vertex AI
   */
  private static Reply.Call callOf(FunctionCall call, String place) {
    try {
      return new Reply.Call(
          call.id().orElse(place),
          call.name().orElseThrow(),
          JSON.writeValueAsString(call.args().orElse(Map.of())));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the SDK cannot write what it has read", e);
    }
  }

  private static ScriptedTurn.Stop stopOf(Candidate candidate, List<Reply.Call> calls) {
    FinishReason reason = candidate.finishReason().orElseThrow();
    return switch (reason.toString()) {
      case "STOP" -> calls.isEmpty() ? ScriptedTurn.Stop.END : ScriptedTurn.Stop.TOOLS;
      case "MAX_TOKENS" -> ScriptedTurn.Stop.LENGTH;
      default -> throw new AssertionError("an unexpected finish reason: " + reason);
    };
  }
}

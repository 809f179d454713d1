package dev.dragoman.conformance.client;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.testkit.ScriptedTurn;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** OpenAI's Java SDK on Chat Completions, with usage asked for in streams. */
public final class OpenAiClientUnderTest implements ClientUnderTest {
  private final OpenAIClient client;

  public OpenAiClientUnderTest(URI gateway, String key) {
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
  public Dialogue ask(Question question) {
    return new Conversation(question);
  }

  @Override
  public Dialogue resume(Dialogue earlier, String model) {
    return new Conversation(((Conversation) earlier).params.model(model));
  }

  @Override
  public Failure failureOf(Runnable doomed) {
    try {
      doomed.run();
    } catch (OpenAIServiceException e) {
      return new Failure(
          e.getClass().getSimpleName(),
          e.statusCode(),
          e.type().orElse(null),
          e.code().orElse(null),
          String.valueOf(e.getMessage()));
    }
    throw new AssertionError("nothing failed");
  }

  @Override
  public void close() {
    client.close();
  }

  private final class Conversation implements Dialogue {
    private final ChatCompletionCreateParams.Builder params;

    Conversation(ChatCompletionCreateParams.Builder params) {
      this.params = params;
    }

    Conversation(Question question) {
      params =
          ChatCompletionCreateParams.builder()
              .model(question.model())
              .maxCompletionTokens(4096)
              .addSystemMessage(question.system())
              .addUserMessage(question.text());
      question.tools().forEach(tool -> params.addTool(toolOf(tool)));
      if (question.thinking()) {
        params.reasoningEffort(ReasoningEffort.LOW);
      }
    }

    @Override
    public Reply create() {
      return remembered(client.chat().completions().create(params.build()), List.of());
    }

    @Override
    public Reply stream(Runnable onFirstEvent) {
      ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();
      List<String> faults = new ArrayList<>();
      AtomicReference<@Nullable Runnable> next = new AtomicReference<>(onFirstEvent);
      try (StreamResponse<ChatCompletionChunk> stream =
          client.chat().completions().createStreaming(streamed())) {
        stream.stream()
            .forEach(chunk -> {
              faults.addAll(Judge.OPENAI_CHUNK.judge(chunk).faults());
              sum.accumulate(chunk);
              Runnable first = next.getAndSet(null);
              if (first != null) {
                first.run();
              }
            });
      }
      return remembered(sum.chatCompletion(), faults);
    }

    @Override
    public void leaveStream() {
      try (StreamResponse<ChatCompletionChunk> stream =
          client.chat().completions().createStreaming(streamed())) {
        var _ = stream.stream().findFirst().orElseThrow();
      }
    }

    @Override
    public void give(Map<String, String> results) {
      results.forEach((id, text) ->
          params.addMessage(
              ChatCompletionToolMessageParam.builder().toolCallId(id).content(text).build()));
    }

    private ChatCompletionCreateParams streamed() {
      ChatCompletionStreamOptions options =
          ChatCompletionStreamOptions.builder().includeUsage(true).build();
      return params.build().toBuilder().streamOptions(options).build();
    }

    private Reply remembered(ChatCompletion completion, List<String> streamFaults) {
      ChatCompletion.Choice choice = completion.choices().getFirst();
      params.addMessage(choice.message());
      List<String> faults = new ArrayList<>(streamFaults);
      faults.addAll(Judge.OPENAI_RESPONSE.judge(completion).faults());
      CompletionUsage usage = completion.usage().orElseThrow();
      return new Reply(
          completion.id(),
          completion.model(),
          choice.message().content().orElse(""),
          choice.message().toolCalls().orElse(List.of()).stream()
              .map(OpenAiClientUnderTest::callOf)
              .toList(),
          stopOf(choice.finishReason()),
          usage.promptTokens(),
          usage.completionTokens(),
          faults);
    }
  }

  private static ChatCompletionFunctionTool toolOf(Question.Tool tool) {
    FunctionParameters parameters =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty("properties", JsonValue.from(tool.properties()))
            .build();
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(parameters)
                .build())
        .build();
  }

  private static Reply.Call callOf(ChatCompletionMessageToolCall call) {
    return new Reply.Call(
        call.asFunction().id(),
        call.asFunction().function().name(),
        call.asFunction().function().arguments());
  }

  private static ScriptedTurn.Stop stopOf(ChatCompletion.Choice.FinishReason reason) {
    return switch (reason.asString()) {
      case "stop" -> ScriptedTurn.Stop.END;
      case "tool_calls" -> ScriptedTurn.Stop.TOOLS;
      case "length" -> ScriptedTurn.Stop.LENGTH;
      default -> throw new AssertionError("an unexpected finish reason: " + reason);
    };
  }
}

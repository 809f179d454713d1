package dev.dragoman.conformance.client;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseError;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.testkit.ScriptedTurn;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Java SDK on Responses, which sends the whole history each time and stores nothing. Its
 * own validation is off, as by default: it refuses codes of errors that OpenAI sends and Codex acts
 * on, such as {@code server_is_overloaded}. What succeeds is judged here instead.
 */
public final class ResponsesClientUnderTest implements ClientUnderTest {
  private final OpenAIClient client;

  public ResponsesClientUnderTest(URI gateway, String key) {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.resolve("/v1").toString())
            .apiKey(key)
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .build();
  }

  /** The SDK hands a failed answer over as an event; whoever reads it stops. */
  private static final class FailedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    FailedAnswerException(ResponseError error) {
      super(error.message());
      this.code = error.code().asString();
    }
  }

  @Override
  public Dialogue ask(Question question) {
    return new Conversation(question);
  }

  @Override
  public Dialogue resume(Dialogue earlier, String model) {
    Conversation before = (Conversation) earlier;
    return new Conversation(before.params.model(model), before.input);
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
    } catch (FailedAnswerException e) {
      return new Failure("SseException", 200, null, e.code, String.valueOf(e.getMessage()));
    }
    throw new AssertionError("nothing failed");
  }

  @Override
  public void close() {
    client.close();
  }

  private final class Conversation implements Dialogue {
    private final ResponseCreateParams.Builder params;
    private final List<ResponseInputItem> input;

    Conversation(ResponseCreateParams.Builder params, List<ResponseInputItem> input) {
      this.params = params;
      this.input = input;
    }

    Conversation(Question question) {
      params =
          ResponseCreateParams.builder()
              .model(question.model())
              .store(false)
              .maxOutputTokens(4096)
              .instructions(question.system());
      input = new ArrayList<>();
      input.add(
          ResponseInputItem.ofEasyInputMessage(
              EasyInputMessage.builder()
                  .role(EasyInputMessage.Role.USER)
                  .content(question.text())
                  .build()));
      question.tools().forEach(tool -> params.addTool(toolOf(tool)));
      if (question.thinking()) {
        params.reasoning(
            Reasoning.builder()
                .effort(ReasoningEffort.LOW)
                .summary(Reasoning.Summary.AUTO)
                .build());
      }
    }

    private ResponseCreateParams asked() {
      return params.inputOfResponse(List.copyOf(input)).build();
    }

    @Override
    public Reply create() {
      return remembered(client.responses().create(asked()), List.of());
    }

    @Override
    public Reply stream(Runnable onFirstEvent) {
      ResponseAccumulator sum = ResponseAccumulator.create();
      List<String> faults = new ArrayList<>();
      AtomicReference<@Nullable Runnable> next = new AtomicReference<>(onFirstEvent);
      try (StreamResponse<ResponseStreamEvent> stream =
          client.responses().createStreaming(asked())) {
        stream.stream()
            .forEach(event -> {
              faults.addAll(Judge.RESPONSES_EVENT.judge(event).faults());
              event
                  .failed()
                  .ifPresent(failed -> {
                    throw new FailedAnswerException(failed.response().error().orElseThrow());
                  });
              sum.accumulate(event);
              Runnable first = next.getAndSet(null);
              if (first != null) {
                first.run();
              }
            });
      }
      return remembered(sum.response(), faults);
    }

    @Override
    public void leaveStream() {
      try (StreamResponse<ResponseStreamEvent> stream =
          client.responses().createStreaming(asked())) {
        var _ = stream.stream().findFirst().orElseThrow();
      }
    }

    @Override
    public void give(Map<String, String> results) {
      results.forEach((id, text) ->
          input.add(
              ResponseInputItem.ofFunctionCallOutput(
                  ResponseInputItem.FunctionCallOutput.builder().callId(id).output(text).build())));
    }

    private Reply remembered(Response response, List<String> streamFaults) {
      List<String> faults = new ArrayList<>(streamFaults);
      faults.addAll(Judge.RESPONSES_RESPONSE.judge(response).faults());
      StringBuilder text = new StringBuilder();
      List<Reply.Call> calls = new ArrayList<>();
      for (ResponseOutputItem item : response.output()) {
        item.message()
            .ifPresent(message -> {
              input.add(ResponseInputItem.ofResponseOutputMessage(message));
              message
                  .content()
                  .forEach(part -> part.outputText().ifPresent(said -> text.append(said.text())));
            });
        item.reasoning().ifPresent(thought -> input.add(ResponseInputItem.ofReasoning(thought)));
        item.functionCall()
            .ifPresent(call -> {
              input.add(ResponseInputItem.ofFunctionCall(call));
              calls.add(callOf(call));
            });
      }
      ResponseUsage usage = response.usage().orElseThrow();
      return new Reply(
          response.id(),
          response.model().asString(),
          text.toString(),
          calls,
          stopOf(response, calls),
          usage.inputTokens(),
          usage.outputTokens(),
          faults);
    }
  }

  private static FunctionTool toolOf(Question.Tool tool) {
    return FunctionTool.builder()
        .name(tool.name())
        .description(tool.description())
        .strict(false)
        .parameters(
            FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(tool.properties()))
                .build())
        .build();
  }

  private static Reply.Call callOf(ResponseFunctionToolCall call) {
    return new Reply.Call(call.callId(), call.name(), call.arguments());
  }

  private static ScriptedTurn.Stop stopOf(Response response, List<Reply.Call> calls) {
    String status = response.status().orElseThrow().asString();
    return switch (status) {
      case "completed" -> calls.isEmpty() ? ScriptedTurn.Stop.END : ScriptedTurn.Stop.TOOLS;
      case "incomplete" -> ScriptedTurn.Stop.LENGTH;
      default -> throw new AssertionError("an unexpected status: " + status);
    };
  }
}

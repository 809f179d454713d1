package dev.dragoman.conformance.client;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.testkit.ScriptedTurn;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Anthropic's Java SDK with its own defaults: newest version, key as a bearer token. */
public final class AnthropicClientUnderTest implements ClientUnderTest {
  private final AnthropicClient client;

  public AnthropicClientUnderTest(URI gateway, String key) {
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
    } catch (AnthropicServiceException e) {
      return new Failure(
          e.getClass().getSimpleName(),
          e.statusCode(),
          e.type().map(type -> type.asString()).orElse(null),
          null,
          String.valueOf(e.getMessage()));
    }
    throw new AssertionError("nothing failed");
  }

  @Override
  public void close() {
    client.close();
  }

  private final class Conversation implements Dialogue {
    private final MessageCreateParams.Builder params;

    Conversation(MessageCreateParams.Builder params) {
      this.params = params;
    }

    Conversation(Question question) {
      params =
          MessageCreateParams.builder()
              .model(question.model())
              .maxTokens(4096)
              .system(question.system())
              .addUserMessage(question.text());
      question.tools().forEach(tool -> params.addTool(toolOf(tool)));
      if (question.thinking()) {
        params.enabledThinking(2048);
      }
    }

    @Override
    public Reply create() {
      return remembered(client.messages().create(params.build()), List.of());
    }

    @Override
    public Reply stream(Runnable onFirstEvent) {
      MessageAccumulator sum = MessageAccumulator.create();
      List<String> faults = new ArrayList<>();
      Runnable next = onFirstEvent;
      try (StreamResponse<RawMessageStreamEvent> stream =
          client.messages().createStreaming(params.build())) {
        for (RawMessageStreamEvent event : stream) {
          faults.addAll(Judge.ANTHROPIC_EVENT.judge(event).faults());
          sum.accumulate(event);
          next.run();
          next = () -> {};
        }
      }
      return remembered(sum.message(), faults);
    }

    @Override
    public void leaveStream() {
      try (StreamResponse<RawMessageStreamEvent> stream =
          client.messages().createStreaming(params.build())) {
        var _ = stream.stream().findFirst().orElseThrow();
      }
    }

    @Override
    public void give(Map<String, String> results) {
      List<ContentBlockParam> blocks = new ArrayList<>();
      results.forEach((id, text) ->
          blocks.add(
              ContentBlockParam.ofToolResult(
                  ToolResultBlockParam.builder().toolUseId(id).content(text).build())));
      params.addUserMessageOfContentBlockParams(blocks);
    }

    private Reply remembered(Message message, List<String> streamFaults) {
      params.addMessage(message);
      List<String> faults = new ArrayList<>(streamFaults);
      faults.addAll(Judge.ANTHROPIC_RESPONSE.judge(message).faults());
      StringBuilder text = new StringBuilder();
      List<Reply.Call> calls = new ArrayList<>();
      message
          .content()
          .forEach(block -> {
            block.text().ifPresent(part -> text.append(part.text()));
            block.toolUse().map(AnthropicClientUnderTest::callOf).ifPresent(calls::add);
          });
      return new Reply(
          message.id(),
          message.model().asString(),
          text.toString(),
          calls,
          stopOf(message.stopReason().orElseThrow()),
          message.usage().inputTokens(),
          message.usage().outputTokens(),
          faults);
    }
  }

  private static Tool toolOf(Question.Tool tool) {
    Tool.InputSchema.Properties.Builder properties = Tool.InputSchema.Properties.builder();
    tool.properties()
        .forEach((name, schema) -> properties.putAdditionalProperty(name, JsonValue.from(schema)));
    return Tool.builder()
        .name(tool.name())
        .description(tool.description())
        .inputSchema(Tool.InputSchema.builder().properties(properties.build()).build())
        .build();
  }

  private static Reply.Call callOf(ToolUseBlock block) {
    try {
      String arguments =
          com.anthropic.core.ObjectMappers.jsonMapper().writeValueAsString(block._input());
      return new Reply.Call(block.id(), block.name(), arguments);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the SDK cannot write what it has read", e);
    }
  }

  private static ScriptedTurn.Stop stopOf(StopReason reason) {
    return switch (reason.asString()) {
      case "end_turn" -> ScriptedTurn.Stop.END;
      case "tool_use" -> ScriptedTurn.Stop.TOOLS;
      case "max_tokens" -> ScriptedTurn.Stop.LENGTH;
      default -> throw new AssertionError("an unexpected stop reason: " + reason);
    };
  }
}

package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The grammar of a stream of {@code chat.completion.chunk}s, as an assertion. */
final class ChatStreamGrammar {
  private final boolean usageAsked;
  private final Map<Integer, List<StringBuilder>> callsByChoice = new HashMap<>();
  private final Set<Integer> finished = new HashSet<>();
  private @Nullable JsonNode identity;
  private int usageChunks;
  private boolean done;
  private boolean failed;

  private ChatStreamGrammar(boolean usageAsked) {
    this.usageAsked = usageAsked;
  }

  /** Fails unless {@code stream} is one whole stream that a strict client reads to its end. */
  static void assertWellFormed(String stream, boolean usageAsked) {
    ChatStreamGrammar grammar = new ChatStreamGrammar(usageAsked);
    assertThat(stream).endsWith("\n\n");
    for (String frame : stream.substring(0, stream.length() - 2).split("\n\n", -1)) {
      grammar.frame(frame);
    }
    assertThat(grammar.done || grammar.failed).as("an end").isTrue();
  }

  private void frame(String frame) {
    assertThat(done || failed).as("nothing follows the end, not even %s", frame).isFalse();
    assertThat(frame).doesNotContain("\n");
    if (frame.startsWith(":")) {
      return;
    }
    assertThat(frame).startsWith("data: ");
    String data = frame.substring("data: ".length());
    if (data.equals("[DONE]")) {
      assertThat(finished).as("every choice finishes").isEqualTo(callsByChoice.keySet());
      done = true;
      return;
    }
    JsonNode chunk = Chat.tree(data);
    if (chunk.has("error")) {
      assertThat(chunk.get("error").propertyNames())
          .containsExactly("message", "type", "param", "code");
      failed = true;
    } else {
      chunk(chunk);
    }
  }

  private void chunk(JsonNode chunk) {
    JsonNode same =
        Chat.tree(
            "[" + chunk.get("id") + "," + chunk.get("created") + "," + chunk.get("model") + "]");
    identity = identity == null ? same : identity;
    assertThat(same).as("id, created and model").isEqualTo(identity);
    assertThat(chunk.get("object").asString()).isEqualTo("chat.completion.chunk");
    assertThat(usageChunks).as("the usage chunk is the last").isZero();
    assertThat(chunk.has("usage")).isEqualTo(usageAsked);
    if (chunk.get("choices").isEmpty()) {
      assertThat(chunk.get("usage").isObject()).isTrue();
      usageChunks++;
      return;
    }
    assertThat(chunk.get("choices")).hasSize(1);
    choice(chunk.get("choices").get(0));
  }

  private void choice(JsonNode choice) {
    int index = choice.get("index").asInt();
    JsonNode delta = choice.get("delta");
    assertThat(finished).as("nothing follows a finish").doesNotContain(index);
    assertThat(choice.has("logprobs")).isTrue();
    assertThat(delta.has("role")).as("the role comes once").isNotEqualTo(isKnown(index));
    callsByChoice.computeIfAbsent(index, _ -> new ArrayList<>());
    if (delta.has("tool_calls")) {
      call(delta.get("tool_calls").get(0), calls(index));
    }
    if (!choice.get("finish_reason").isNull()) {
      finished.add(index);
      assertThat(delta).isEmpty();
      assertThat(calls(index)).as("arguments of every call").noneMatch(StringBuilder::isEmpty);
    }
  }

  private boolean isKnown(int index) {
    return callsByChoice.containsKey(index);
  }

  private List<StringBuilder> calls(int index) {
    return callsByChoice.getOrDefault(index, List.of());
  }

  private static void call(JsonNode call, List<StringBuilder> calls) {
    int number = call.get("index").asInt();
    boolean begins = number == calls.size();
    assertThat(number).as("calls are numbered without gaps").isLessThanOrEqualTo(calls.size());
    assertThat(call.has("id")).isEqualTo(begins);
    assertThat(call.has("type")).isEqualTo(begins);
    assertThat(call.get("function").has("name")).isEqualTo(begins);
    if (begins) {
      calls.add(new StringBuilder());
    }
    calls.get(number).append(call.get("function").get("arguments").asString());
  }
}

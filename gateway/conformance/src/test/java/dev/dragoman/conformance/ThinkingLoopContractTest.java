package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Dialogue;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A tool loop of three turns on Claude with two signed thoughts and a redacted one in the first of
 * them: the official SDKs bring all of it back, and the upstream sees its own bytes (protocols.md
 * 2.6).
 */
@ExtendWith(PlaygroundExtension.class)
class ThinkingLoopContractTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SIGNED =
      "{\"type\":\"thinking\",\"thinking\":\"First \u00e9\",\"signature\":\"EqQB/1+=\"}";
  private static final String EMPTY =
      "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"EqQC/2==\"}";
  private static final String REDACTED = "{\"type\":\"redacted_thinking\",\"data\":\"EmwK/3+=\"}";
  private static final String LATER =
      "{\"type\":\"thinking\",\"thinking\":\"Then\",\"signature\":\"EqQD/4==\"}";
  private static final List<String> FIRST = List.of(SIGNED, EMPTY, REDACTED);
  private static final List<String> SECOND = List.of(LATER);

  private static String call(String id) {
    return "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"clock\",\"input\":{}}";
  }

  private static Scenario whole(List<String> thoughts, String id) {
    List<String> content = new ArrayList<>(thoughts);
    content.add(call(id));
    return Scenario.json(
        utf8(
            "{\"id\":\"msg_"
                + id
                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
                + String.join(",", content)
                + "],\"stop_reason\":\"tool_use\",\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":5,\"output_tokens\":5}}"));
  }

  private static Scenario streamed(List<String> thoughts, String id) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(
        frame(
            "message_start",
            "\"message\":{\"id\":\"msg_"
                + id
                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
                + "\"stop_reason\":null,\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}"));
    int index = 0;
    for (String thought : thoughts) {
      thought(frames, tree(thought), index++);
    }
    block(
        frames, index, call(id), List.of("\"type\":\"input_json_delta\",\"partial_json\":\"{}\""));
    frames.add(
        frame(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},"
                + "\"usage\":{\"output_tokens\":5}"));
    frames.add(frame("message_stop", ""));
    return Scenario.stream(frames);
  }

  private static void thought(List<byte[]> frames, JsonNode thought, int index) {
    if (thought.has("data")) {
      block(frames, index, thought.toString(), List.of());
      return;
    }
    List<String> deltas = new ArrayList<>();
    if (!thought.get("thinking").asText().isEmpty()) {
      deltas.add("\"type\":\"thinking_delta\",\"thinking\":" + thought.get("thinking"));
    }
    deltas.add("\"type\":\"signature_delta\",\"signature\":" + thought.get("signature"));
    block(frames, index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}", deltas);
  }

  private static void block(List<byte[]> frames, int index, String start, List<String> deltas) {
    frames.add(frame("content_block_start", "\"index\":" + index + ",\"content_block\":" + start));
    for (String delta : deltas) {
      frames.add(frame("content_block_delta", "\"index\":" + index + ",\"delta\":{" + delta + "}"));
    }
    frames.add(frame("content_block_stop", "\"index\":" + index));
  }

  private static byte[] frame(String type, String members) {
    String data = "{\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : ",") + members + "}";
    return utf8("event: " + type + "\ndata: " + data + "\n\n");
  }

  private static JsonNode tree(String json) {
    return tree(utf8(json));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(
      value = Pair.class,
      names = {"ANTHROPIC_TO_ANTHROPIC", "OPENAI_TO_ANTHROPIC"})
  @Tag("pitfall-68")
  @Tag("pitfall-71")
  void wholeAnswersKeepTheirThoughts(Pair pair, Playground playground) throws Exception {
    // Given
    playground
        .upstream(pair.upstream())
        .then(whole(FIRST, "toolu_1"))
        .then(whole(SECOND, "toolu_2"))
        .then(whole(List.of(), "toolu_3"));

    // When
    try (ClientUnderTest client = pair.connect(playground)) {
      Dialogue dialogue = client.ask(pair.question("Time?").withTools());
      answered(dialogue, dialogue.create());
      answered(dialogue, dialogue.create());
      dialogue.create();
    }

    // Then
    seesItsOwn(playground.upstream(pair.upstream()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Pair.class,
      names = {"ANTHROPIC_TO_ANTHROPIC", "OPENAI_TO_ANTHROPIC"})
  @Tag("pitfall-68")
  @Tag("pitfall-71")
  void streamsKeepTheirThoughts(Pair pair, Playground playground) throws Exception {
    // Given
    playground
        .upstream(pair.upstream())
        .then(streamed(FIRST, "toolu_4"))
        .then(streamed(SECOND, "toolu_5"))
        .then(streamed(List.of(), "toolu_6"));

    // When
    try (ClientUnderTest client = pair.connect(playground)) {
      Dialogue dialogue = client.ask(pair.question("Time?").withTools());
      answered(dialogue, dialogue.stream());
      answered(dialogue, dialogue.stream());
      dialogue.stream();
    }

    // Then
    seesItsOwn(playground.upstream(pair.upstream()));
  }

  private static void answered(Dialogue dialogue, Reply reply) {
    Map<String, String> results = new LinkedHashMap<>();
    reply.calls().forEach(call -> results.put(call.id(), "noon"));
    dialogue.give(results);
  }

  /** Both requests that follow an answer begin its turn with what was thought in it. */
  private static void seesItsOwn(ScriptedUpstream upstream) throws InterruptedException {
    upstream.take();
    JsonNode second = tree(upstream.take().body()).get("messages");
    JsonNode third = tree(upstream.take().body()).get("messages");
    beginsWith(FIRST, second.at("/1/content"));
    beginsWith(FIRST, third.at("/1/content"));
    beginsWith(SECOND, third.at("/3/content"));
  }

  private static void beginsWith(List<String> thoughts, JsonNode content) {
    assertThat(content.get(thoughts.size()).get("type").asText()).isEqualTo("tool_use");
    for (int i = 0; i < thoughts.size(); i++) {
      assertThat(content.get(i)).isEqualTo(tree(thoughts.get(i)));
    }
  }
}

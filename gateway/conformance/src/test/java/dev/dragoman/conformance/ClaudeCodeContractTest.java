package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dragoman.conformance.agent.AgentProgram;
import dev.dragoman.conformance.agent.AgentWorkshop;
import dev.dragoman.conformance.agent.CodingAgent;
import dev.dragoman.conformance.judge.GeminiJudge;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedTurn.Call;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Claude Code itself, with thinking on, does a task of two steps on models of other vendors: it
 * writes a file and reads it again. Each step's thought comes back to the upstream as it was given.
 */
class ClaudeCodeContractTest {
  private static final SignatureCheck SIGNED =
      new SignatureCheck("AKIDEXAMPLE", AgentWorkshop.AWS_SECRET, "eu-west-1", "bedrock");
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final OpenAiWire OPENAI = new OpenAiWire();
  private static final GeminiWire GEMINI = new GeminiWire();
  private static final String GEMINI_MODEL = AgentWorkshop.GEMINI_MODEL;
  private static final String GEMINI_SIGNATURE = "EqQBCkYIBxgCKkD/1+0=";
  private static final String LATER_GEMINI_SIGNATURE = "EqQCCkYIBxgCKkD/2+0=";
  private static final String FIRST_THOUGHT = "The note comes first, né?";
  private static final String SECOND_THOUGHT = "Now see whether it is there.";
  private static final String SIGNATURE = "EqQBCkYIBxgCKkD/1+=";
  private static final String LATER_SIGNATURE = "EqQCCkYIBxgCKkD/2+=";

  private AgentWorkshop workshop;
  private ScriptedUpstream upstream;
  private Path note;

  @BeforeEach
  void start(@TempDir Path home) throws Exception {
    workshop = AgentWorkshop.of(AgentProgram.CLAUDE_CODE, home);
    upstream = workshop.upstream();
    note = workshop.file("note.txt");
  }

  @AfterEach
  void stop() {
    if (workshop != null) {
      workshop.close();
    }
  }

  private ScriptedTurn writing() {
    return ScriptedTurn.saying("I write it.")
        .calling(
            Call.of(
                "call_write",
                "Write",
                "{\"file_path\":" + JsonText.ofString(note.toString()).text() + ",",
                "\"content\":\"one né\\n\"}"));
  }

  private ScriptedTurn reading() {
    return ScriptedTurn.saying("I read it.")
        .calling(
            Call.of(
                "call_read",
                "Read",
                "{\"file_path\":" + JsonText.ofString(note.toString()).text() + "}"));
  }

  private static Scenario deepseek(ScriptedTurn turn, String thought) {
    List<byte[]> frames = new ArrayList<>();
    if (!thought.isEmpty()) {
      int half = thought.length() / 2;
      frames.add(OPENAI.thought("deepseek-v4-pro", thought.substring(0, half)));
      frames.add(OPENAI.thought("deepseek-v4-pro", thought.substring(half)));
    }
    frames.addAll(OPENAI.opening("deepseek-v4-pro", turn));
    frames.addAll(OPENAI.ending("deepseek-v4-pro", turn));
    return Scenario.stream(frames);
  }

  private CodingAgent.Result task(String model) throws Exception {
    return workshop.run(model, "Write a note and read it again.");
  }

  private void isDone(CodingAgent.Result result) throws IOException {
    assertThat(result.text()).isEqualTo("The note says: one né");
    assertThat(result.failed()).isFalse();
    assertThat(Files.readString(note)).isEqualTo("one né\n");
  }

  private static JsonNode body(ScriptedExchange exchange) {
    try {
      return MAPPER.readTree(exchange.bodyText());
    } catch (IOException e) {
      throw new AssertionError("the upstream got no JSON", e);
    }
  }

  @Test
  @Tag("pitfall-75")
  void aFileTaskIsDoneOnDeepSeek() throws Exception {
    // Given
    upstream
        .then(deepseek(writing(), FIRST_THOUGHT))
        .then(deepseek(reading(), SECOND_THOUGHT))
        .then(deepseek(ScriptedTurn.saying("The note ", "says: one né"), ""));

    // When
    CodingAgent.Result result = task(AgentWorkshop.DEEPSEEK);

    // Then
    isDone(result);
    assertThat(upstream.exchanges()).hasSize(3);
    JsonNode last = body(upstream.exchanges().getLast());
    assertThat(last.at("/thinking/type").asText()).isEqualTo("enabled");
    assertThat(last.findValuesAsText("reasoning_content"))
        .containsExactly(FIRST_THOUGHT, SECOND_THOUGHT);
    assertThat(last.findValuesAsText("tool_call_id")).containsExactly("call_write", "call_read");
  }

  @Test
  @Tag("pitfall-71")
  void aFileTaskIsDoneOnBedrock() throws Exception {
    // Given
    upstream
        .then(Scenario.eventStream(BedrockWire.stream(writing(), FIRST_THOUGHT, SIGNATURE)))
        .then(Scenario.eventStream(BedrockWire.stream(reading(), SECOND_THOUGHT, LATER_SIGNATURE)))
        .then(
            Scenario.eventStream(
                BedrockWire.stream(ScriptedTurn.saying("The note ", "says: one né"))));

    // When
    CodingAgent.Result result = task(AgentWorkshop.BEDROCK);

    // Then
    isDone(result);
    assertThat(upstream.exchanges())
        .hasSize(3)
        .allSatisfy(seen -> assertThat(SIGNED.faults(seen)).isEmpty());
    JsonNode last = body(upstream.exchanges().getLast());
    assertThat(last.at("/additionalModelRequestFields/thinking/type").asText())
        .isEqualTo("enabled");
    assertThat(last.findValues("reasoningText"))
        .containsExactly(
            thought(FIRST_THOUGHT, SIGNATURE), thought(SECOND_THOUGHT, LATER_SIGNATURE));
    assertThat(last.findValues("toolResult")).hasSize(2);
  }

  @Test
  @Tag("pitfall-72")
  void aFileTaskIsDoneOnGemini() throws Exception {
    // Given
    upstream
        .then(gemini(writing(), FIRST_THOUGHT, GEMINI_SIGNATURE))
        .then(gemini(reading(), SECOND_THOUGHT, LATER_GEMINI_SIGNATURE))
        .then(
            Scenario.stream(
                GEMINI.stream(GEMINI_MODEL, ScriptedTurn.saying("The note ", "says: one né"))));

    // When
    CodingAgent.Result result = task(AgentWorkshop.GEMINI);

    // Then
    isDone(result);
    assertThat(upstream.exchanges())
        .hasSize(3)
        .allSatisfy(seen -> assertThat(GeminiJudge.request(seen.body()).faults()).isEmpty());
    JsonNode last = body(upstream.exchanges().getLast());
    assertThat(last.at("/generationConfig/thinkingConfig").isObject()).isTrue();
    assertThat(last.findValuesAsText("thoughtSignature"))
        .containsExactly(GEMINI_SIGNATURE, LATER_GEMINI_SIGNATURE);
    assertThat(last.findValues("functionResponse")).hasSize(2);
  }

  private static Scenario gemini(ScriptedTurn turn, String thought, String signature) {
    return Scenario.stream(GEMINI.stream(GEMINI_MODEL, turn, thought, signature));
  }

  private static JsonNode thought(String text, String signature) {
    return MAPPER.createObjectNode().put("text", text).put("signature", signature);
  }
}

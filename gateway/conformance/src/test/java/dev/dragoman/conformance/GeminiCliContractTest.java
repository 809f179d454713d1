package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.agent.AgentProgram;
import dev.dragoman.conformance.agent.AgentWorkshop;
import dev.dragoman.conformance.agent.CodingAgent;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedTurn.Call;
import dev.dragoman.testkit.ScriptedUpstream;
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
 * Gemini CLI itself does a task of two steps on models of other vendors: its shell writes a file
 * and reads it again. It drops what was thought, and brings back what stands on its calls.
 */
class GeminiCliContractTest {
  private static final String FIRST = "EqQBCkYIBxgCKkD/1+0=";
  private static final String SECOND = "EqQCCkYIBxgCKkD/2+0=";
  private static final AnthropicWire ANTHROPIC = new AnthropicWire();
  private static final OpenAiWire OPENAI = new OpenAiWire();

  private AgentWorkshop workshop;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start(@TempDir Path home) throws Exception {
    workshop = AgentWorkshop.of(AgentProgram.GEMINI_CLI, home);
    upstream = workshop.upstream();
  }

  @AfterEach
  void stop() {
    if (workshop != null) {
      workshop.close();
    }
  }

  private static ScriptedTurn shell(String id, String command) {
    return ScriptedTurn.saying("One moment.")
        .calling(
            Call.of(
                id, "run_shell_command", "{\"command\":", JsonText.ofString(command).text() + "}"));
  }

  private static ScriptedTurn writing() {
    return shell("call_write", "printf 'one né\\n' > note.txt");
  }

  private static ScriptedTurn reading() {
    return shell("call_read", "cat note.txt");
  }

  private void isDone(CodingAgent.Result result) throws IOException {
    assertThat(result.text()).endsWith("The note says: one né");
    assertThat(result.failed()).isFalse();
    assertThat(Files.readString(workshop.file("note.txt"))).isEqualTo("one né\n");
    assertThat(upstream.exchanges()).hasSize(3);
  }

  @Test
  @Tag("pitfall-71")
  void aShellTaskIsDoneOnAnthropic() throws Exception {
    // Given
    String model = AgentWorkshop.ANTHROPIC_MODEL;
    upstream
        .then(Scenario.stream(ANTHROPIC.stream(model, writing(), "Write first.", FIRST)))
        .then(Scenario.stream(ANTHROPIC.stream(model, reading(), "Then read.", SECOND)))
        .then(
            Scenario.stream(
                ANTHROPIC.stream(model, ScriptedTurn.saying("The note ", "says: one né"))));

    // When
    CodingAgent.Result result =
        workshop.run(AgentWorkshop.ANTHROPIC, "Write a note and read it again.");

    // Then
    isDone(result);
    assertThat(upstream.exchanges())
        .allSatisfy(
            seen -> assertThat(Judge.ANTHROPIC_2023_REQUEST.judge(seen.body()).faults()).isEmpty());
    assertThat(upstream.exchanges().getLast().bodyText())
        .containsSubsequence(
            "Write a note",
            "Write first.",
            FIRST,
            "call_write",
            "tool_result",
            "Then read.",
            SECOND,
            "call_read",
            "one né");
  }

  private static Scenario deepseek(ScriptedTurn turn, String thought) {
    String model = AgentWorkshop.DEEPSEEK_MODEL;
    List<byte[]> frames = new ArrayList<>();
    frames.add(OPENAI.thought(model, thought));
    frames.addAll(OPENAI.stream(model, turn));
    return Scenario.stream(frames);
  }

  @Test
  @Tag("pitfall-75")
  void aShellTaskIsDoneOnDeepSeek() throws Exception {
    // Given
    upstream
        .then(deepseek(writing(), "Write first."))
        .then(deepseek(reading(), "Then read."))
        .then(deepseek(ScriptedTurn.saying("The note ", "says: one né"), "Done."));

    // When
    CodingAgent.Result result =
        workshop.run(AgentWorkshop.DEEPSEEK, "Write a note and read it again.");

    // Then
    isDone(result);
    assertThat(upstream.exchanges().getLast().bodyText())
        .containsSubsequence(
            "Write a note", "Write first.", "call_write", "Then read.", "call_read", "one né");
  }
}

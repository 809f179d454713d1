package dev.dragoman.conformance.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.ResponsesWire;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.UpstreamWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scripted upstreams say is what the vendors' SDKs expect of the vendors. */
class FixturesTest {
  private static final ScriptedTurn TURN =
      ScriptedTurn.saying("Let me ", "see.")
          .calling(
              ScriptedTurn.Call.of("call_a", "weather", "{\"city\":", "\"Rome\"}"),
              ScriptedTurn.Call.of("call_b", "clock"));

  @Test
  void anthropicFixturesAreAccepted() {
    // Given
    AnthropicWire wire = new AnthropicWire();

    // Then
    assertThat(Judge.ANTHROPIC_RESPONSE.judge(wire.whole("claude-sonnet-4-5", TURN)).faults())
        .isEmpty();
    for (byte[] event : dataOf(wire, "claude-sonnet-4-5")) {
      if (!new String(event, StandardCharsets.UTF_8).contains("\"ping\"")) {
        assertThat(Judge.ANTHROPIC_EVENT.judge(event).faults()).isEmpty();
      }
    }
  }

  @Test
  void openAiFixturesAreAccepted() {
    // Given
    OpenAiWire wire = new OpenAiWire();

    // Then
    assertThat(Judge.OPENAI_RESPONSE.judge(wire.whole("gpt-4.1-mini", TURN)).faults()).isEmpty();
    List<byte[]> chunks = dataOf(wire, "gpt-4.1-mini");
    for (byte[] chunk : chunks.subList(0, chunks.size() - 1)) {
      assertThat(Judge.OPENAI_CHUNK.judge(chunk).faults()).isEmpty();
    }
  }

  @Test
  void geminiFixturesAreAccepted() {
    // Given
    GeminiWire wire = new GeminiWire();

    // Then
    assertThat(GeminiJudge.response(wire.whole("gemini-3-flash-preview", TURN)).faults()).isEmpty();
    for (byte[] chunk : dataOf(wire, "gemini-3-flash-preview")) {
      assertThat(GeminiJudge.response(chunk).faults()).isEmpty();
    }
  }

  @Test
  void whatGooglesClassesDoNotKnowIsRefused() {
    // Given
    String request =
        """
        {"contents":[{"role":"user","parts":[{"text":"x","cache_control":{}}]}],"model":"m"}
        """;

    // Then
    assertThat(GeminiJudge.request(request.getBytes(StandardCharsets.UTF_8)).faults()).hasSize(2);
  }

  @Test
  void responsesFixturesAreAccepted() {
    // Given
    ResponsesWire wire = new ResponsesWire();

    // Then
    assertThat(Judge.RESPONSES_RESPONSE.judge(wire.whole("gpt-4.1-nano", TURN)).faults()).isEmpty();
    for (byte[] event : dataOf(wire, "gpt-4.1-nano")) {
      assertThat(Judge.RESPONSES_EVENT.judge(event).faults()).isEmpty();
    }
  }

  private static List<byte[]> dataOf(UpstreamWire wire, String model) {
    List<byte[]> data = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    wire.stream(model, TURN)
        .forEach(bytes ->
            decoder.accept(
                bytes,
                frame -> {
                  if (frame.data() != null) {
                    data.add(frame.data());
                  }
                }));
    return data;
  }
}

package dev.dragoman.gateway.upstream.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.JsonCursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedAnswerTest {
  private static SimulatedAnswer answer(String json) {
    return SimulatedAnswer.to(JsonCursor.request(json.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Test
  void echoesTheLastMessage() {
    // When
    SimulatedAnswer answer =
        answer("{\"messages\":[{\"role\":\"user\",\"content\":\"how are  you\"}]}");

    // Then
    assertThat(String.join("", answer.tokens())).isEqualTo("You said: how are  you");
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.call()).isNull();
  }

  @Test
  void callsAToolThatItIsGivenWithItsRequiredArguments() {
    // When
    SimulatedAnswer answer =
        answer(
            """
            {"messages":[{"role":"user","content":"weather?"}],
             "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
               "properties":{"city":{"type":"string"},"days":{"type":"integer"},
                             "unit":{"enum":["C","F"]},"note":{"type":"string"}},
               "required":["city","days","unit"]}}}]}
            """);

    // Then
    assertThat(answer.finishReason()).isEqualTo("tool_calls");
    assertThat(nonNull(answer.call()).name()).isEqualTo("weather");
    assertThat(nonNull(answer.call()).arguments().text())
        .isEqualTo("{\"city\":\"example\",\"days\":1,\"unit\":\"C\"}");
  }

  @Test
  void finishesWhenItHasTheResult() {
    // When
    SimulatedAnswer answer =
        answer(
            """
            {"messages":[{"role":"tool","tool_call_id":"c","content":"sunny"}],
             "tools":[{"type":"function","function":{"name":"weather"}}]}
            """);

    // Then
    assertThat(answer.call()).isNull();
    assertThat(String.join("", answer.tokens())).isEqualTo("The tool says: sunny");
  }

  @Test
  void stopsAtTheLimitOfTokens() {
    // When
    SimulatedAnswer answer =
        answer("{\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"a b c d e\"}]}");

    // Then
    assertThat(answer.tokens()).containsExactly("You", " said:");
    assertThat(answer.finishReason()).isEqualTo("length");
  }

  @Test
  void thinksWhenAsked() {
    // When
    SimulatedAnswer answer =
        answer(
            "{\"reasoning_effort\":\"low\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    // Then
    assertThat(answer.thoughts()).isNotEmpty();
    assertThat(answer.completionTokens())
        .isEqualTo(answer.thoughts().size() + answer.tokens().size());
  }

  private static <T> T nonNull(@Nullable T value) {
    assertThat(value).isNotNull();
    if (value == null) {
      throw new AssertionError("checked above");
    }
    return value;
  }
}

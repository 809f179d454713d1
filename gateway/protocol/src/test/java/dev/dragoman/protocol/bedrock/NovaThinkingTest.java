package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.NOVA_2;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.chat;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.paths;
import static dev.dragoman.protocol.bedrock.Converse.quoted;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.model.ChatRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Source: Amazon Nova 2 user guide, Extended thinking. */
final class NovaThinkingTest {
  private static ChatRequest effort(String word, String members) {
    return chat(
        quoted(
            "{'model':'m','reasoning_effort':'"
                + word
                + "','messages':[{'role':'user','content':'x'}]"
                + members
                + "}"));
  }

  private static JsonNode fields(ChatRequest request) {
    return body(request, NOVA_2).path("additionalModelRequestFields");
  }

  private static JsonNode thinking(String effort) {
    return tree(
        quoted("{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'" + effort + "'}}"));
  }

  @ParameterizedTest
  @Tag("pitfall-85")
  @CsvSource({"minimal,low", "low,low", "medium,medium", "high,high", "xhigh,high"})
  void anEffortIsOneOfThree(String asked, String sent) {
    assertThat(fields(effort(asked, ""))).isEqualTo(thinking(sent));
  }

  @Test
  @Tag("pitfall-86")
  void withoutAnEffortTheModelDoesNotThinkAndNothingIsSaid() {
    assertThat(fields(effort("none", "")).isMissingNode()).isTrue();
    assertThat(paths(encoded(effort("none", ""), NOVA_2))).isEmpty();
  }

  @Test
  void theBoundOfTheAnswerCountsMoreThanTheEffort() {
    // Given
    ChatRequest request = effort("high", ",'max_tokens':900,'temperature':0.3");

    // When
    Encoded encoded = encoded(request, NOVA_2);

    // Then
    assertThat(fields(request)).isEqualTo(thinking("medium"));
    assertThat(body(request, NOVA_2).get("inferenceConfig"))
        .isEqualTo(tree(quoted("{'maxTokens':900,'temperature':0.3}")));
    assertThat(paths(encoded)).containsExactly("reasoning_effort");
  }

  @Test
  @Tag("pitfall-84")
  void besideTheHighestEffortNothingIsDrawnOtherwise() {
    // Given
    ChatRequest request = effort("high", ",'temperature':0.3,'top_p':0.9");

    // Then
    assertThat(body(request, NOVA_2).has("inferenceConfig")).isFalse();
    assertThat(paths(encoded(request, NOVA_2))).containsExactly("temperature", "top_p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'required'", "{'type':'function','function':{'name':'f'}}"})
  void aForcedCallIsNotThoughtAbout(String choice) {
    // Given
    ChatRequest request =
        effort(
            "low",
            ",'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':" + choice);

    // Then
    assertThat(fields(request).isMissingNode()).isTrue();
    assertThat(paths(encoded(request, NOVA_2))).containsExactly("reasoning_effort");
  }
}

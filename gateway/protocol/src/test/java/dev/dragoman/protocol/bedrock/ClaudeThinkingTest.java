package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.ADAPTIVE;
import static dev.dragoman.protocol.bedrock.Converse.BUDGET;
import static dev.dragoman.protocol.bedrock.Converse.NOVA;
import static dev.dragoman.protocol.bedrock.Converse.asked;
import static dev.dragoman.protocol.bedrock.Converse.askedWith;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.chat;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.paths;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.model.ChatRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Source: protocols.md 2.6, columns of Claude. */
final class ClaudeThinkingTest {
  private static final String TOOL =
      "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]";

  private static JsonNode fields(ChatRequest request, String model) {
    return body(request, model).path("additionalModelRequestFields");
  }

  private static ChatRequest effort(String word, int most) {
    return chat(
        "{\"model\":\"m\",\"max_tokens\":"
            + most
            + ",\"reasoning_effort\":\""
            + word
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
  }

  @ParameterizedTest
  @CsvSource({"minimal,1024", "low,2048", "medium,8192", "high,16384", "xhigh,32768"})
  void anEffortBecomesABudget(String word, int budget) {
    assertThat(fields(effort(word, 64_000), BUDGET))
        .isEqualTo(tree("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}}"));
  }

  @Test
  @Tag("pitfall-82")
  void aDerivedBudgetLeavesRoomForTheAnswerOrGoes() {
    // When
    JsonNode lowered = fields(effort("high", 4_000), BUDGET);
    Encoded dropped = encoded(effort("high", 1_000), BUDGET);

    // Then
    assertThat(lowered.at("/thinking/budget_tokens").asInt()).isEqualTo(3_000);
    assertThat(paths(dropped)).containsExactly("reasoning_effort");
    assertThat(fields(effort("high", 1_000), BUDGET).isMissingNode()).isTrue();
  }

  @Test
  void aBudgetOfTheClientsIsSentAsItIs() {
    assertThat(
            fields(
                askedWith("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":30000}"), BUDGET))
        .isEqualTo(tree("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":30000}}"));
  }

  @Test
  @Tag("pitfall-83")
  void aBudgetBecomesAnEffortWhereTheModelDecidesItself() {
    assertThat(
            fields(
                askedWith("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":10000}"), ADAPTIVE))
        .isEqualTo(
            tree(
                "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"medium\"}}"));
  }

  @Test
  void whatIsShownOfTheThoughtIsTold() {
    assertThat(
            fields(
                askedWith("\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}"),
                ADAPTIVE))
        .isEqualTo(tree("{\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"}}"));
  }

  @Test
  @Tag("pitfall-86")
  void offIsSaidWhereTheModelWouldThink() {
    // Given
    ChatRequest off = askedWith("\"thinking\":{\"type\":\"disabled\"}");

    // Then
    assertThat(fields(off, ADAPTIVE)).isEqualTo(tree("{\"thinking\":{\"type\":\"disabled\"}}"));
    assertThat(fields(effort("none", 9_000), ADAPTIVE))
        .isEqualTo(tree("{\"thinking\":{\"type\":\"disabled\"}}"));
    assertThat(fields(off, BUDGET).isMissingNode()).isTrue();
  }

  @Test
  @Tag("pitfall-49")
  void aForcedCallIsNotThoughtAbout() {
    // Given: llm-exe#720
    String forced =
        TOOL
            + ",\"tool_choice\":{\"type\":\"any\"},\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";

    // When
    Encoded encoded = encoded(askedWith(forced), BUDGET);

    // Then
    assertThat(fields(askedWith(forced), BUDGET).isMissingNode()).isTrue();
    assertThat(paths(encoded)).containsExactly("thinking");
    assertThat(fields(askedWith(TOOL + ",\"tool_choice\":{\"type\":\"any\"}"), ADAPTIVE))
        .isEqualTo(tree("{\"thinking\":{\"type\":\"disabled\"}}"));
  }

  @Test
  void callsWhoseThoughtWasLostAreNotThoughtAbout() {
    // When
    Encoded encoded =
        encoded(
            asked(
                "{\"model\":\"m\",\"max_tokens\":9000,"
                    + TOOL
                    + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"messages\":["
                    + "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":["
                    + "{\"type\":\"thinking\",\"thinking\":\"unsigned\"},"
                    + "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}]},"
                    + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                    + "\"tool_use_id\":\"c\",\"content\":\"r\"}]}]}"),
            BUDGET);

    // Then
    assertThat(paths(encoded)).containsExactly("messages[1].content[0]", "thinking");
  }

  @Test
  @Tag("pitfall-84")
  void besideThinkingNothingIsDrawnOtherwise() {
    // Given
    ChatRequest request =
        askedWith(
            "\"temperature\":0.3,\"top_k\":4,"
                + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}");

    // Then
    assertThat(body(request).get("inferenceConfig")).isEqualTo(tree("{\"maxTokens\":20000}"));
    assertThat(paths(encoded(request, BUDGET))).containsExactly("temperature", "top_k");
  }

  @Test
  void aModelThatIsNotToldToThinkSaysSo() {
    // When
    Encoded encoded = encoded(effort("high", 9_000), NOVA);

    // Then
    assertThat(paths(encoded)).containsExactly("reasoning_effort");
  }
}

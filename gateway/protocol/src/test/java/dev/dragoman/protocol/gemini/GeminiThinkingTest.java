package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.BUDGET;
import static dev.dragoman.protocol.gemini.Gemini.BUDGET_PRO;
import static dev.dragoman.protocol.gemini.Gemini.FLASH;
import static dev.dragoman.protocol.gemini.Gemini.OLD;
import static dev.dragoman.protocol.gemini.Gemini.PRO;
import static dev.dragoman.protocol.gemini.Gemini.askedWith;
import static dev.dragoman.protocol.gemini.Gemini.body;
import static dev.dragoman.protocol.gemini.Gemini.chat;
import static dev.dragoman.protocol.gemini.Gemini.encoded;
import static dev.dragoman.protocol.gemini.Gemini.paths;
import static dev.dragoman.protocol.gemini.Gemini.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ChatRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Source: protocols.md 2.6, the columns of Gemini; "Thinking" on ai.google.dev. */
final class GeminiThinkingTest {
  private static JsonNode thinking(ChatRequest request, String model) {
    return body(request, model).at("/generationConfig/thinkingConfig");
  }

  private static ChatRequest effort(String word) {
    return chat("'reasoning_effort':'" + word + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-flash-preview, none, MINIMAL",
    "gemini-3-flash-preview, minimal, MINIMAL",
    "gemini-3-flash-preview, medium, MEDIUM",
    "gemini-3-flash-preview, xhigh, HIGH",
    "gemini-3-pro-preview, minimal, LOW",
    "gemini-3-pro-preview, low, LOW",
    "gemini-3-pro-preview, medium, HIGH",
    "gemini-3-pro-preview, high, HIGH",
    "gemini-3-pro-preview, xhigh, HIGH"
  })
  @Tag("pitfall-85")
  @Tag("pitfall-87")
  void anEffortBecomesALevelOfGemini3(String model, String word, String level) {
    // When
    JsonNode thinking = thinking(effort(word), model);

    // Then
    assertThat(thinking.get("thinkingLevel").asString()).isEqualTo(level);
    assertThat(thinking.has("thinkingBudget")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash, none, 0",
    "gemini-2.5-flash, minimal, 1024",
    "gemini-2.5-flash, low, 1024",
    "gemini-2.5-flash, medium, 8192",
    "gemini-2.5-flash, high, 24576",
    "gemini-2.5-flash, xhigh, 24576",
    "gemini-2.5-pro, none, 128",
    "gemini-2.5-pro, xhigh, 32768",
    "gemini-2.5-flash-lite, none, 0"
  })
  @Tag("pitfall-86")
  void anEffortBecomesABudgetOfGemini25(String model, String word, int budget) {
    // When
    JsonNode thinking = thinking(effort(word), model);

    // Then
    assertThat(thinking.get("thinkingBudget").asInt()).isEqualTo(budget);
    assertThat(thinking.has("thinkingLevel")).isFalse();
  }

  @Test
  void aBudgetOfTheClientsIsFittedToWhatTheModelTakes() {
    assertThat(thinking(askedWith("'thinking':{'type':'enabled','budget_tokens':5000}"), BUDGET))
        .isEqualTo(tree("{'thinkingBudget':5000,'includeThoughts':true}"));
    assertThat(
            paths(
                encoded(
                    askedWith("'thinking':{'type':'enabled','budget_tokens':19999}"),
                    "gemini-3-pro-preview")))
        .isEmpty();
    assertThat(
            thinking(askedWith("'thinking':{'type':'enabled','budget_tokens':19999}"), BUDGET_PRO)
                .get("thinkingBudget")
                .asInt())
        .isEqualTo(19_999);
  }

  @Test
  void whoLeavesItToTheModelLeavesItToGemini() {
    assertThat(thinking(askedWith("'thinking':{'type':'adaptive'}"), BUDGET))
        .isEqualTo(tree("{'thinkingBudget':-1,'includeThoughts':true}"));
    assertThat(thinking(askedWith("'thinking':{'type':'adaptive'}"), PRO))
        .isEqualTo(tree("{'includeThoughts':true}"));
  }

  @Test
  void thoughtsAreShownUnlessTheClientDoesNotWantThem() {
    assertThat(thinking(askedWith("'thinking':{'type':'adaptive','display':'omitted'}"), PRO))
        .isEqualTo(tree("{'includeThoughts':false}"));
    assertThat(thinking(askedWith("'thinking':{'type':'disabled'}"), BUDGET))
        .isEqualTo(tree("{'thinkingBudget':0}"));
    assertThat(thinking(askedWith("'thinking':{'type':'disabled'}"), FLASH))
        .isEqualTo(tree("{'thinkingLevel':'MINIMAL'}"));
  }

  @Test
  void nothingIsSaidToModelsThatDoNotThinkNorUnasked() {
    assertThat(body(effort("high"), OLD).has("generationConfig")).isFalse();
    assertThat(paths(encoded(effort("high"), OLD))).containsExactly("reasoning_effort");
    assertThat(thinking(askedWith("'top_p':0.5"), PRO).isMissingNode()).isTrue();
  }
}

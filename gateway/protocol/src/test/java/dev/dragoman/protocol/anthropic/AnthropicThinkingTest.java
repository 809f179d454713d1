package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.NEW;
import static dev.dragoman.protocol.anthropic.Wire.decoded;
import static dev.dragoman.protocol.anthropic.Wire.decodedWith;
import static dev.dragoman.protocol.anthropic.Wire.encoded;
import static dev.dragoman.protocol.anthropic.Wire.paths;
import static dev.dragoman.protocol.anthropic.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped.Loss;
import dev.dragoman.protocol.codec.Encoded;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Thinking toward Claude: how it is asked for, and what of it goes back (protocols.md 2.6). */
final class AnthropicThinkingTest {
  private static final String MANUAL = "claude-sonnet-4-5";

  private static JsonNode body(Encoded encoded) {
    return tree(encoded.request().body());
  }

  /** A loop at its second turn, whose first turn began with {@code thoughts}. */
  private static Encoded loop(String thoughts, String members, String model) {
    return encoded(
        decoded(
            "{\"model\":\"m\",\"max_tokens\":9000,"
                + members
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"role\":\"assistant\",\"content\":["
                + thoughts
                + "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\","
                + "\"content\":\"r\"}]}],\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]}"),
        model);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'thinking':{'type':'enabled','budget_tokens':2048}|{'type':'adaptive'}|low",
        "'thinking':{'type':'adaptive'},'output_config':{'effort':'high'}|{'type':'adaptive'}|high",
        "'thinking':{'type':'adaptive','display':'summarized'}|{'type':'adaptive','display':'summarized'}|",
        "'thinking':{'type':'between_tools','x':1}|{'type':'between_tools','x':1}|",
        "'thinking':{'type':'disabled'}|{'type':'disabled'}|"
      })
  @Tag("pitfall-83")
  void newModelsDecideForThemselvesHowMuchTheyThink(String asked, String thinking, String effort) {
    // When
    JsonNode body = body(encoded(decodedWith(asked.replace('\'', '"')), NEW));

    // Then
    assertThat(body.get("thinking")).isEqualTo(tree(thinking.replace('\'', '"')));
    assertThat(body.at("/output_config/effort").asString(""))
        .isEqualTo(effort == null ? "" : effort);
  }

  @Test
  void olderModelsGetTheClientsBudgetAsItIs() {
    // When
    Encoded encoded =
        encoded(decodedWith("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}"), MANUAL);

    // Then
    assertThat(body(encoded).get("thinking"))
        .isEqualTo(tree("{\"type\":\"enabled\",\"budget_tokens\":2048}"));
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  @Tag("pitfall-49")
  void aForcedToolStaysAndThinkingGoes() {
    // When
    Encoded encoded =
        loop(
            "",
            "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},"
                + "\"tool_choice\":{\"type\":\"any\"},",
            MANUAL);

    // Then: llm-exe#720, claude-code#19414
    assertThat(body(encoded).has("thinking")).isFalse();
    assertThat(body(encoded).at("/tool_choice/type").asString()).isEqualTo("any");
    assertThat(paths(encoded)).contains("thinking");
  }

  @Test
  @Tag("pitfall-84")
  void whatModelsRefuseWhileTheyThinkIsLeftOut() {
    // When
    Encoded encoded =
        encoded(
            decodedWith(
                "\"temperature\":0.2,\"top_k\":5,"
                    + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}"),
            MANUAL);

    // Then
    assertThat(body(encoded).has("temperature")).isFalse();
    assertThat(body(encoded).has("top_k")).isFalse();
    assertThat(paths(encoded)).containsExactlyInAnyOrder("temperature", "top_k");
  }

  @Test
  @Tag("pitfall-68")
  @Tag("pitfall-71")
  void signedThinkingGoesBackAsItCameAlsoWhenEmptyOrRedacted() {
    // Given: litellm#41361, #38809
    String thoughts =
        "{\"type\":\"thinking\",\"thinking\":\"a \\u00e9\",\"signature\":\"sig/1+=\"},"
            + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig2\"},"
            + "{\"type\":\"redacted_thinking\",\"data\":\"data/3==\"},";

    // When
    Encoded encoded =
        loop(thoughts, "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},", MANUAL);

    // Then
    JsonNode content = body(encoded).at("/messages/1/content");
    assertThat(content.get(0))
        .isEqualTo(
            tree("{\"type\":\"thinking\",\"thinking\":\"a \u00e9\",\"signature\":\"sig/1+=\"}"));
    assertThat(content.get(1))
        .isEqualTo(tree("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig2\"}"));
    assertThat(content.get(2))
        .isEqualTo(tree("{\"type\":\"redacted_thinking\",\"data\":\"data/3==\"}"));
    assertThat(body(encoded).at("/thinking/type").asString()).isEqualTo("enabled");
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  @Tag("pitfall-69")
  void anUnsignedThoughtIsNotSentToAnthropic() {
    // When: openclaw#16496, Roo-Code#10351
    Encoded encoded = loop("{\"type\":\"thinking\",\"thinking\":\"secret plan\"},", "", NEW);

    // Then: neither as thinking nor as text
    assertThat(new String(encoded.request().body(), StandardCharsets.UTF_8))
        .doesNotContain("secret plan");
    assertThat(encoded.dropped())
        .anyMatch(loss ->
            loss.loss() == Loss.OPAQUE_STATE && loss.path().equals("messages[1].content[0]"));
  }

  @Test
  void aLoopThatLostItsThinkingIsSentWithThinkingOff() {
    // When: the model would refuse to go on without
    Encoded encoded =
        loop(
            "{\"type\":\"thinking\",\"thinking\":\"x\"},",
            "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},",
            MANUAL);

    // Then: protocols.md 2.6, restoring
    assertThat(body(encoded).has("thinking")).isFalse();
    assertThat(paths(encoded)).contains("thinking", "messages[1].content[0]");
  }
}

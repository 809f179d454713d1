package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.model.ProtocolId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class FamiliesTest {
  private static final Families FAMILIES = Families.load();

  @Test
  void everyRowHasAProtocolPatternsASourceAndKnownWords() throws IOException {
    Set<String> known = knownWords();
    for (JsonNode row : rows()) {
      assertThat(row.get("protocol").asString())
          .as("%s", row)
          .isIn("anthropic", "openai.chat", "openai.responses", "bedrock", "gemini");
      assertThat(row.get("models").size()).as("%s", row).isPositive();
      assertThat(row.get("source").asString()).as("%s", row).isNotBlank();
      assertThat(known).as("%s", row).containsAll(row.get("set").propertyNames());
    }
  }

  @Test
  void everyRowIsReachedByANameThatFitsItsPattern() throws IOException {
    for (JsonNode row : rows()) {
      for (JsonNode pattern : row.get("models")) {
        String name = pattern.asString().replace("*", "");
        assertThat(Families.matches(pattern.asString(), name)).isTrue();
        assertThat(FAMILIES.of(new ProtocolId(row.get("protocol").asString()), name)).isNotNull();
      }
    }
  }

  @Test
  void anUnknownModelGetsTheDefaultsOfItsProtocol() {
    // When
    Capabilities anthropic = FAMILIES.of(ProtocolId.ANTHROPIC, "never-seen");
    Capabilities chat = FAMILIES.of(ProtocolId.OPENAI_CHAT, "never-seen");

    // Then
    assertThat(anthropic.maxOutput()).isNull();
    assertThat(anthropic.has(Flag.TOOLS)).isTrue();
    assertThat(chat.maxTokensField()).isEqualTo("max_tokens");
    assertThat(chat.maxOutput()).isNull();
    assertThat(chat.reasoning()).isEqualTo(ReasoningUse.NONE);
    assertThat(chat.systemPlacement()).isEqualTo(SystemPlacement.SYSTEM);
    assertThat(chat.has(Flag.PREFILL)).isFalse();
  }

  @Test
  void modelsOfOpenAiTakeInstructionsAnywhere() {
    assertThat(FAMILIES.of(ProtocolId.OPENAI_CHAT, "gpt-4o").systemPlacement())
        .isEqualTo(SystemPlacement.ANYWHERE);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4, 8192, 8192",
    "gpt-4-0613, 8192, 8192",
    "gpt-4-turbo-2024-04-09, 4096, 128000",
    "gpt-4o-mini, 16384, 128000"
  })
  void oldModelsOfOpenAiHaveTheirOwnLimits(String model, int maxOutput, int contextWindow) {
    // When
    Capabilities found = FAMILIES.of(ProtocolId.OPENAI_CHAT, model);

    // Then
    assertThat(found.maxOutput()).isEqualTo(maxOutput);
    assertThat(found.contextWindow()).isEqualTo(contextWindow);
  }

  @Test
  void aLaterRowOverlaysAnEarlierOne() {
    // When
    Capabilities haiku = FAMILIES.of(ProtocolId.ANTHROPIC, "claude-3-haiku-20240307");
    Capabilities other = FAMILIES.of(ProtocolId.ANTHROPIC, "claude-3-5-haiku-20241022");

    // Then
    assertThat(haiku.maxOutput()).isEqualTo(4_096);
    assertThat(other.maxOutput()).isEqualTo(8_192);
    assertThat(haiku.has(Flag.PREFILL)).isTrue();
    assertThat(haiku.contextWindow()).isEqualTo(200_000);
  }

  @Test
  void aRowOfOneProtocolDoesNotTouchAnother() {
    assertThat(FAMILIES.of(ProtocolId.OPENAI_CHAT, "claude-3-haiku-20240307"))
        .isEqualTo(FAMILIES.of(ProtocolId.OPENAI_CHAT, "never-seen"));
  }

  @Test
  void modelsOfOneOfTemperatureAndTopPAreKnown() {
    assertThat(FAMILIES.of(ProtocolId.ANTHROPIC, "claude-sonnet-4-5-20250929").sampling())
        .isEqualTo(SamplingSet.ONE_OF);
  }

  @Test
  void aProtocolWithoutDefaultsIsAFaultOfTheCaller() {
    assertThatThrownBy(() -> FAMILIES.of(new ProtocolId("unknown"), "m"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5, gpt-5, true",
    "gpt-5, gpt-5.1, false",
    "gpt-5*, gpt-5.1, true",
    "*-mini, gpt-5-mini, true",
    "*-mini, gpt-5-mini-x, false",
    "*, anything, true"
  })
  void aPatternHasAtMostOneStarAtEitherEnd(String pattern, String model, boolean fits) {
    assertThat(Families.matches(pattern, model)).isEqualTo(fits);
  }

  private static List<JsonNode> rows() throws IOException {
    try (InputStream yaml = Families.class.getResourceAsStream("families.yaml")) {
      List<JsonNode> rows = new ArrayList<>();
      new YAMLMapper().readTree(yaml).get("families").forEach(rows::add);
      return rows;
    }
  }

  private static Set<String> knownWords() {
    Set<String> words =
        new TreeSet<>(
            List.of(
                "sampling",
                "reasoning",
                "reasoningControl",
                "reasoningLevels",
                "reasoningBudget",
                "reasoningState",
                "reasoningYieldsToForcedTool",
                "systemPlacement",
                "stopSequences",
                "maxTokensField",
                "maxOutput",
                "contextWindow"));
    for (Flag flag : Flag.values()) {
      String[] parts = flag.name().toLowerCase(Locale.ROOT).split("_", -1);
      StringBuilder word = new StringBuilder(parts[0]);
      for (int i = 1; i < parts.length; i++) {
        word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
      }
      words.add(word.toString());
    }
    return words;
  }
}

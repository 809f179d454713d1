package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolIdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"call_1", "toolu_01A09q90qw90lq917835lq9", "a", "fc-1_B"})
  void anAcceptedIdIsUnchanged(String id) {
    assertThat(ToolIds.wordCharacters(id)).isEqualTo(id);
  }

  /** bifrost#5097, nanobot#4356, qwen-code#8160. */
  @ParameterizedTest
  @ValueSource(strings = {"call|fc_1", "functions.read:0", "a b", "", "ä"})
  @Tag("pitfall-28")
  void aRefusedIdBecomesAHashThatIsTheSameForCallAndResult(String id) {
    // When
    String mapped = ToolIds.wordCharacters(id);

    // Then
    assertThat(mapped).matches("call_[0-9a-f]{24}").isEqualTo(ToolIds.wordCharacters(id));
  }

  @Test
  @Tag("pitfall-28")
  void differentRefusedIdsStayDifferent() {
    assertThat(ToolIds.wordCharacters("a|b")).isNotEqualTo(ToolIds.wordCharacters("a:b"));
  }

  /** screenpipe#3252, llmgateway#3389. */
  @Test
  @Tag("pitfall-29")
  void anOverlongIdIsShortenedAlikeOnBothSides() {
    // Given
    String id = "call_" + "x".repeat(60);

    // When
    String forChat = ToolIds.atMost(40, id);
    String forAnthropic = ToolIds.wordCharacters(id);

    // Then
    assertThat(forChat).hasSize(29).isEqualTo(ToolIds.atMost(40, id));
    assertThat(forAnthropic).isEqualTo(forChat);
  }

  @Test
  @Tag("pitfall-29")
  void anIdAtTheBoundIsUnchanged() {
    assertThat(ToolIds.atMost(40, "x".repeat(40))).isEqualTo("x".repeat(40));
    assertThat(ToolIds.wordCharacters("x".repeat(64))).isEqualTo("x".repeat(64));
  }

  @Test
  void aMappedIdIsAcceptedItself() {
    String mapped = ToolIds.wordCharacters("a|b");
    assertThat(ToolIds.wordCharacters(mapped)).isEqualTo(mapped);
  }

  @Test
  void aBoundBelowTheLengthOfAHashIsAFaultOfTheCaller() {
    assertThatThrownBy(() -> ToolIds.atMost(9, "call_123456"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

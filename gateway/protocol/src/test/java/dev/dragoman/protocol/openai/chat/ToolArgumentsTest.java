package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolArgumentsTest {
  /** BerriAI/litellm#5063, future-agi#2463, aws-samples/bedrock-access-gateway#258. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  @Tag("pitfall-21")
  void nothingIsAnEmptyObject(String text) {
    assertThat(ToolArguments.of(new JsonString(text)).text()).isEqualTo("{}");
  }

  /** earendil-works/pi#8943. */
  @Test
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void digitsSpellingsAndKeyOrderStay() {
    String text = "{\"z\":1234567890123456789,\"a\":1.0,\"m\":1e5}";
    assertThat(ToolArguments.of(new JsonString(text)).text()).isEqualTo(text);
  }

  /** theopenco/llmgateway#2997, Bamboo-agent#351. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"x\": | {\"_raw\":\"{\\\"x\\\":\"}",
        "[1] | {\"_raw\":\"[1]\"}",
        "7 | {\"_raw\":\"7\"}",
        "null | {\"_raw\":\"null\"}"
      })
  @Tag("pitfall-22")
  @Tag("pitfall-23")
  void whatIsNoObjectIsWrappedWithoutLoss(String text, String wrapped) {
    assertThat(ToolArguments.of(new JsonString(text)).text()).isEqualTo(wrapped);
  }

  @Test
  void anObjectInPlaceOfAStringIsTaken() {
    assertThat(ToolArguments.of(JsonReader.parse("{\"x\" : 1}")).text()).isEqualTo("{\"x\":1}");
  }
}

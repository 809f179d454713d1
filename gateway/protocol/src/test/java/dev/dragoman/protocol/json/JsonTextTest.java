package dev.dragoman.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "{ \"b\" : 1.0, \"a\": 2 } | {\"b\":1.0,\"a\":2}",
        "{\"a\" | {\"_raw\":\"{\\\"a\\\"\"}",
        "7 | {\"_raw\":\"7\"}"
      })
  void argumentsAreAlwaysAnObject(String text, String expected) {
    assertThat(JsonText.objectOf(text).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"a\" | \"a\"", "a | \"a\"", "`` | \"\"", "{} | \"{}\""})
  void freeformInputIsAlwaysAString(String text, String expected) {
    assertThat(JsonText.stringOf(text).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2023-06-01",
        "a b~",
        "\"",
        "\\",
        "\n",
        "\u0000",
        "\u007f",
        "é",
        "😀",
        "\ud83d"
      })
  void aStringIsSpelledAsTheWriterSpellsIt(String value) {
    assertThat(JsonText.ofString(value).text()).isEqualTo(new JsonWriter().value(value).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":[1]} | {\"a\":[2.0]} | {\"a\":[1,2.0]}",
        "{\"a\":null} | {\"a\":[2]} | {\"a\":[2]}",
        "{\"a\":[1]} | {\"a\":null} | {\"a\":[1]}",
        "{\"a\":1} | {\"b\":2} | {\"a\":1,\"b\":2}",
        "1 | 2 | 2",
        "[] | [] | []"
      })
  void piecesAreJoined(String earlier, String later, String expected) {
    assertThat(new JsonText(earlier).appended(new JsonText(later)).text()).isEqualTo(expected);
  }
}

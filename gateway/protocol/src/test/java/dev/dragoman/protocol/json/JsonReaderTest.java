package dev.dragoman.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
  /** earendil-works/pi#8943. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1.0,\"a\":1e5,\"c\":1234567890123456789,\"d\":-0.0,\"e\":1E+2}",
        "{\"z\":1,\"a\":{\"y\":[true,false,null],\"b\":\"\"}}",
        "{\"s\":\"a\\u00e4\\/\\\"\\\\ \\ud83d\\ude00 \\n\"}",
        "[]",
        "[[],{},\"  \"]",
        "\"text\"",
        "0.10"
      })
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void aCompactSourceIsKeptToTheLastCharacter(String text) {
    // When
    JsonValue value = JsonReader.parse("{\"kept\":" + text + "}");

    // Then
    assertThat(value.source().text()).isEqualTo("{\"kept\":" + text + "}");
  }

  @Test
  @Tag("pitfall-25")
  void whiteSpaceOutsideStringsIsLeftOut() {
    // Given
    String text =
        """
        { "b" : [ 1.0 ,\t2 ],
          "a b" : " \\" x \\\\" , "c" : { } }
        """;

    // Then
    assertThat(JsonReader.parse(text).source().text())
        .isEqualTo("{\"b\":[1.0,2],\"a b\":\" \\\" x \\\\\",\"c\":{}}");
  }

  @Test
  void theSourceOfAPartIsThatPart() {
    // Given
    JsonValue value =
        JsonReader.parse("{\"a\": 1, \"b\": {\"x\": [1.50, {\"y\": \"\u00e4\ud83d\ude00\"} ]}}");

    // When
    JsonObject inner = (JsonObject) get(value, "b");
    JsonArray array = (JsonArray) get(inner, "x");

    // Then
    assertThat(inner.source().text()).isEqualTo("{\"x\":[1.50,{\"y\":\"\u00e4\ud83d\ude00\"}]}");
    assertThat(array.source().text()).isEqualTo("[1.50,{\"y\":\"\u00e4\ud83d\ude00\"}]");
    assertThat(array.get(0).source().text()).isEqualTo("1.50");
    assertThat(array.get(1).source().text()).isEqualTo("{\"y\":\"\u00e4\ud83d\ude00\"}");
  }

  @Test
  void ofARepeatedNameTheLastCountsInSmallAndLargeObjects() {
    // Given
    StringBuilder large = new StringBuilder("{\"a\":1");
    for (int i = 0; i < 30; i++) {
      large.append(",\"m").append(i).append("\":0");
    }
    large.append(",\"a\":2}");

    // Then
    assertThat(get(JsonReader.parse("{\"a\":1,\"a\":2}"), "a")).isEqualTo(new JsonNumber("2"));
    assertThat(get(JsonReader.parse(large.toString()), "a")).isEqualTo(new JsonNumber("2"));
  }

  @Test
  void aMissingMemberIsNullAndAJsonNullIsNot() {
    // Given
    JsonObject object = (JsonObject) JsonReader.parse("{\"a\":null}");

    // Then
    assertThat(object.get("b")).isNull();
    assertThat(object.get("a")).isInstanceOf(JsonNull.class);
  }

  @Test
  @Tag("pitfall-20")
  void aLoneSurrogateInAnEscapeIsReadAndWrittenAsAReplacement() {
    // When
    JsonValue value = JsonReader.parse("\"a\\ud83db\"");

    // Then
    assertThat(value).isInstanceOf(JsonString.class);
    assertThat(value.source().text()).isEqualTo("\"a\ufffdb\"");
  }

  @Test
  void aByteOrderMarkIsSkippedAndOffsetsStayRight() {
    byte[] bytes = "\ufeff{\"a\":[1]}".getBytes(StandardCharsets.UTF_8);
    assertThat(get(JsonReader.parse(bytes), "a").source().text()).isEqualTo("[1]");
  }

  @Test
  void utf16IsRefused() {
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      assertThatThrownBy(() -> JsonReader.parse("{\"a\":1}".getBytes(charset)))
          .isInstanceOf(JsonSyntaxException.class)
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void depthIsBounded() {
    // Given
    String deepest = "[".repeat(128) + "]".repeat(128);
    String deeper = "[".repeat(129) + "]".repeat(129);

    // Then
    assertThat(JsonReader.parse(deepest).source().text()).isEqualTo(deepest);
    assertThatThrownBy(() -> JsonReader.parse(deeper))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("nested deeper than 128");
  }

  @Test
  void itemsAreBounded() {
    // Given
    String most = "[" + "0,".repeat(99_999) + "0]";
    String more = "[" + "0,".repeat(100_000) + "0]";

    // Then
    assertThat(((JsonArray) JsonReader.parse(most)).size()).isEqualTo(100_000);
    assertThatThrownBy(() -> JsonReader.parse(more))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("100000 items");
  }

  @Test
  void overlongNumbersAndNamesAreRefused() {
    assertThatThrownBy(() -> JsonReader.parse("1".repeat(1_001)))
        .isInstanceOf(JsonSyntaxException.class);
    assertThatThrownBy(() -> JsonReader.parse("{\"" + "n".repeat(50_001) + "\":1}"))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void aLongStringIsTaken() {
    String text = "\"" + "x".repeat(25_000_000) + "\"";
    assertThat(((JsonString) JsonReader.parse(text)).value()).hasSize(25_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,",
        "{\"a\"}",
        "{\"a\":}",
        "{'a':1}",
        "{a:1}",
        "[1 2]",
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[NaN]",
        "nul",
        "{} {}",
        "{}x",
        "\"a\nb\"",
        "\"\\x\"",
        "\"\\u12\"",
        "[1,]",
        "/* c */ 1",
        "# c"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonReader.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void theProblemSaysLineAndColumn() {
    assertThatThrownBy(() -> JsonReader.parse("{\n  \"a\": x}"))
        .isInstanceOfSatisfying(
            JsonSyntaxException.class,
            e -> assertThat(e.problem()).startsWith("not valid JSON at line 2, column "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": [}", "{\"a\": [1", "{\"a\": 1", "[1, 2}"})
  void theProblemSaysNothingOfTheParser(String text) {
    assertThatThrownBy(() -> JsonReader.parse(text))
        .isInstanceOfSatisfying(
            JsonSyntaxException.class,
            e -> assertThat(e.problem()).contains("marker").doesNotContain("Source", "REDACTED"));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[][] broken = {
      {'"', (byte) 0xC3, '"'}, {'"', (byte) 0xFF, '"'}, {'"', (byte) 0xED, (byte) 0xA0, '"'}
    };
    for (byte[] bytes : broken) {
      assertThatThrownBy(() -> JsonReader.parse(bytes)).isInstanceOf(JsonSyntaxException.class);
    }
  }

  private static JsonValue get(JsonValue object, String name) {
    JsonValue value = ((JsonObject) object).get(name);
    assertThat(value).isNotNull();
    return value == null ? JsonNull.INSTANCE : value;
  }
}

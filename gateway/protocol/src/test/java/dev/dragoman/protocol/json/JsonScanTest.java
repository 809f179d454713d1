package dev.dragoman.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScanTest {
  private static final JsonText NEW = JsonText.ofString("new");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"old\",\"n\":1.0} | {\"model\":\"new\",\"n\":1.0}",
        "{ \"n\" : 1e5 , \"model\" : \"o\\u006cd\" } | { \"n\" : 1e5 , \"model\" : \"new\" }",
        "{\"model\":17} | {\"model\":\"new\"}",
        "{\"model\":-1.5e3 ,\"x\":2} | {\"model\":\"new\" ,\"x\":2}",
        "{\"model\":null,\"x\":2} | {\"model\":\"new\",\"x\":2}",
        "{\"model\":true} | {\"model\":\"new\"}",
        "{\"model\":{\"a\":[1,{}]},\"x\":2} | {\"model\":\"new\",\"x\":2}",
        "{\"model\":[1,[2]],\"x\":2} | {\"model\":\"new\",\"x\":2}",
        "{\"x\":{\"model\":\"inner\"},\"model\":\"old\"} | {\"x\":{\"model\":\"inner\"},\"model\":\"new\"}",
        "{\"ä\":\"😀\",\"model\":\"ö\"} | {\"ä\":\"😀\",\"model\":\"new\"}",
        "{} | {\"model\":\"new\"}",
        "{ } | { \"model\":\"new\"}",
        "{\"x\":1} | {\"x\":1,\"model\":\"new\"}",
        "{\"x\":1 }  | {\"x\":1 ,\"model\":\"new\"}"
      })
  void oneValueIsReplacedAndEveryOtherByteStays(String body, String expected) {
    assertThat(text(scan(body, "model").with("model", NEW))).isEqualTo(expected);
  }

  @Test
  void aLineFeedAfterTheObjectStays() {
    assertThat(text(scan("{\"a\":1}\n", "model").with("model", NEW)))
        .isEqualTo("{\"a\":1,\"model\":\"new\"}\n");
  }

  @Test
  void aNestedMemberIsFoundAndReplaced() {
    // Given
    String body = "{\"type\":\"x\",\"message\":{\"id\":\"m\",\"model\":\"old\",\"n\":1.0}}";

    // When
    JsonScan scan = scan(body, "message.model", "type");

    // Then
    assertThat(scan.string("message.model")).isEqualTo("old");
    assertThat(scan.string("type")).isEqualTo("x");
    assertThat(text(scan.with("message.model", NEW)))
        .isEqualTo("{\"type\":\"x\",\"message\":{\"id\":\"m\",\"model\":\"new\",\"n\":1.0}}");
  }

  @Test
  void aWholeObjectAndAMemberOfItAreBothFound() {
    // When
    JsonScan scan =
        scan("{\"o\":{\"u\":true},\"stream\":false}", "o", "o.u", "stream", "missing.x");

    // Then
    assertThat(scan.isTrue("o.u")).isTrue();
    assertThat(scan.isTrue("stream")).isFalse();
    assertThat(scan.value("missing.x")).isNull();
    assertThat(text(scan.with("o", JsonText.EMPTY_OBJECT)))
        .isEqualTo("{\"o\":{},\"stream\":false}");
  }

  @Test
  void aNameWithADotIsNotAPath() {
    JsonScan scan = scan("{\"a.b\":1,\"a\":{\"b\":2}}", "a.b");
    assertThat(text(scan.with("a.b", NEW))).isEqualTo("{\"a.b\":1,\"a\":{\"b\":\"new\"}}");
  }

  @Test
  void theByteOrderMarkIsNotPartOfTheBody() {
    JsonScan scan = scan("\ufeff{\"model\":\"old\"}", "model");
    assertThat(text(scan.with("model", NEW))).isEqualTo("{\"model\":\"new\"}");
    assertThat(text(scan.body())).isEqualTo("{\"model\":\"old\"}");
  }

  @Test
  void aMemberOfInterestThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> scan("{\"model\":\"a\",\"model\":\"b\"}", "model"))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("\"model\" stands twice");
    assertThatThrownBy(() -> scan("{\"o\":{\"u\":1},\"o\":{\"u\":2}}", "o.u"))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void anEscapedSpellingOfTheNameCountsAsTheName() {
    assertThatThrownBy(() -> scan("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}", "model"))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void othersMayStandTwice() {
    assertThat(scan("{\"x\":1,\"x\":2,\"model\":\"a\"}", "model").string("model")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"x\"", "{", "{}{}", "{\"a\":[1,}", "{\"a\":\"x"})
  void whatIsNotOneObjectIsRefused(String body) {
    assertThatThrownBy(() -> scan(body, "model")).isInstanceOf(JsonSyntaxException.class);
  }

  private static JsonScan scan(String body, String... paths) {
    return JsonScan.of(body.getBytes(StandardCharsets.UTF_8), paths);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

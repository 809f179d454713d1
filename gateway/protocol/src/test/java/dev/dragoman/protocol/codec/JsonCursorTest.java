package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class JsonCursorTest {
  @Test
  void aWrongTypeIsReportedWithItsPath() {
    // Given
    JsonCursor body = cursor("{\"messages\":[{\"content\":\"x\"},{\"content\":[{\"text\":7}]}]}");

    // When
    JsonCursor block =
        body.require("messages").items().get(1).require("content").items().getFirst();

    // Then
    assertThat(block.path()).isEqualTo("messages[1].content[0]");
    assertInvalid(
        () -> block.string("text"),
        "messages[1].content[0].text",
        "messages[1].content[0].text: must be a string, is a number");
  }

  @Test
  void aMissingMemberIsReportedWithItsPath() {
    JsonCursor tool = cursor("{\"tools\":[{}]}").items("tools").getFirst();
    assertInvalid(() -> tool.requireString("name"), "tools[0].name", "tools[0].name: is required");
  }

  @Test
  void jsonNullCountsAsAbsent() {
    // Given
    JsonCursor body = cursor("{\"a\":null,\"b\":1}");

    // Then
    assertThat(body.get("a")).isNull();
    assertThat(body.string("a")).isNull();
    assertThat(body.items("a")).isEmpty();
    assertThat(body.members()).extracting(JsonCursor::name).containsExactly("b");
    assertInvalid(() -> body.require("a"), "a", "a: is required");
  }

  @Test
  void numbersAreReadExactly() {
    // Given
    JsonCursor body =
        cursor("{\"zero\":0,\"five\":5.0,\"half\":0.5,\"big\":9007199254740993,\"huge\":1e30}");

    // Then
    assertThat(body.decimal("zero")).isZero();
    assertThat(body.integer("five")).isEqualTo(5L);
    assertThat(body.integer("big")).isEqualTo(9007199254740993L);
    assertThat(body.decimal("half")).isEqualTo(0.5);
    assertInvalid(
        () -> body.integer("half"), "half", "half: must be a whole number within 64 bits");
    assertInvalid(
        () -> body.integer("huge"), "huge", "huge: must be a whole number within 64 bits");
    assertInvalid(() -> body.int32("big"), "big", "big: must be a whole number within 32 bits");
  }

  @Test
  void aNumberOutOfRangeDoesNotFillTheMemory() {
    JsonCursor body = cursor("{\"n\":1e999999999,\"m\":1e99999999999}");
    assertInvalid(() -> body.integer("n"), "n", "n: is a number out of range");
    assertInvalid(() -> body.decimal("m"), "m", "m: is a number out of range");
  }

  @Test
  void truthIsNotGuessed() {
    // Given
    JsonCursor body = cursor("{\"t\":true,\"f\":false,\"s\":\"true\"}");

    // Then
    assertThat(body.isTrue("t")).isTrue();
    assertThat(body.isTrue("f")).isFalse();
    assertThat(body.isTrue("missing")).isFalse();
    assertInvalid(() -> body.bool("s"), "s", "s: must be true or false, is a string");
  }

  @Test
  void theRestKeepsOrderAndSpelling() {
    Map<String, JsonText> rest = cursor("{\"z\":1.0,\"a\":2,\"b\":null}").rest(Set.of("a"));
    assertThat(rest)
        .containsExactly(Map.entry("z", new JsonText("1.0")), Map.entry("b", new JsonText("null")));
  }

  @Test
  void aBodyThatIsNoObjectIsRefused() {
    for (String body : List.of("[]", "1", "", "{", "nonsense")) {
      assertThatThrownBy(() -> JsonCursor.request(body.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
    }
  }

  @Test
  void aMemberOfSomethingElseIsReportedAtThatPlace() {
    JsonCursor text = cursor("{\"a\":{\"b\":\"x\"}}").require("a").require("b");
    assertInvalid(() -> text.get("c"), "a.b", "a.b: must be an object, is a string");
    assertInvalid(text::items, "a.b", "a.b: must be an array, is a string");
  }

  private static JsonCursor cursor(String json) {
    return JsonCursor.request(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertInvalid(ThrowingCallable call, String path, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.error().param()).isEqualTo(path);
              assertThat(e.error().message()).isEqualTo(message);
              assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
            });
  }
}

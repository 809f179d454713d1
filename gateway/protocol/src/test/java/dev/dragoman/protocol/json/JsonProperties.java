package dev.dragoman.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Laws of reading, writing and splicing JSON. */
final class JsonProperties {
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\\",
          "\\u",
          "\\ud83d",
          "a",
          "\"a\"",
          "1",
          "-",
          "1.0",
          "1e",
          "e5",
          "true",
          "nul",
          "null",
          " ",
          "\n",
          "\u00e4",
          "\ud83d\ude00",
          "\u0000");

  @Property(tries = 2_000)
  void anyBytesAreAValueOrASyntaxError(@ForAll byte[] bytes) {
    readsOrRefuses(bytes);
  }

  @Property(tries = 3_000)
  void anythingLikeJsonIsAValueOrASyntaxError(@ForAll("almostJson") String text) {
    readsOrRefuses(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void readsOrRefuses(byte[] bytes) {
    try {
      JsonReader.parse(bytes).source();
    } catch (JsonSyntaxException e) {
      assertThat(e.problem()).isNotBlank();
    }
    try {
      JsonScan.of(bytes, "a", "a.a").with("a", JsonText.EMPTY_OBJECT);
    } catch (JsonSyntaxException e) {
      assertThat(e.problem()).isNotBlank();
    }
  }

  @Property
  @Tag("pitfall-25")
  void aCompactValueIsItsOwnSource(@ForAll("values") String json) {
    assertThat(JsonReader.parse("[" + json + "]").source().text()).isEqualTo("[" + json + "]");
  }

  @Property
  void whiteSpaceBetweenTokensDoesNotMatter(@ForAll("members") List<String> members) {
    // Given
    String compact = "{" + String.join(",", members) + "}";
    String wide = "\t{\r\n " + String.join(" ,\n", members) + " }\n";

    // Then
    assertThat(JsonReader.parse(wide).source()).isEqualTo(JsonReader.parse(compact).source());
  }

  @Property
  void aSpliceChangesNoByteButTheModel(
      @ForAll("members") List<String> before,
      @ForAll("values") String old,
      @ForAll("members") List<String> after,
      @ForAll("spaces") String space) {
    // Given
    String head =
        "{"
            + space
            + String.join(",", before)
            + (before.isEmpty() ? "" : ",")
            + "\"model\":"
            + space;
    String tail =
        space + (after.isEmpty() ? "" : ",") + String.join("," + space, after) + "}" + space;

    // When
    byte[] spliced =
        JsonScan.of((head + old + tail).getBytes(StandardCharsets.UTF_8), "model")
            .with("model", JsonText.ofString("new"));

    // Then
    assertThat(new String(spliced, StandardCharsets.UTF_8)).isEqualTo(head + "\"new\"" + tail);
  }

  @Property
  @Tag("pitfall-20")
  void anyStringIsWrittenAsValidJsonAndReadBack(@ForAll String text) {
    // When
    JsonText json = JsonText.ofString(text);

    // Then
    String read = ((JsonValue.JsonString) json.parse()).value();
    assertThat(JsonText.ofString(read)).isEqualTo(json);
    assertThat(read).hasSameSizeAs(text);
  }

  @Provide
  Arbitrary<String> almostJson() {
    return Arbitraries.of(PIECES).list().ofMaxSize(15).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.of("", " ", "\n", "\r\n\t ");
  }

  @Provide
  Arbitrary<List<String>> members() {
    return values()
        .list()
        .ofMaxSize(4)
        .map(values -> {
          int[] count = {0};
          return values.stream().map(value -> "\"m\u00e4" + count[0]++ + "\":" + value).toList();
        });
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.lazyOf(
        () ->
            Arbitraries.of(
                "1", "-0", "1.0", "1e5", "1E-7", "1234567890123456789", "true", "false", "null"),
        () ->
            Arbitraries.of(
                    "", "a", " x ", "\\\\", "\\\"", "\\u00e4", "\\/", "\\ud83d\\ude00", "\u6f22")
                .list()
                .ofMaxSize(4)
                .map(pieces -> "\"" + String.join("", pieces) + "\""),
        () -> values().list().ofMaxSize(3).map(values -> "[" + String.join(",", values) + "]"),
        () ->
            Combinators.combine(values(), values())
                .as((first, second) -> "{\"b\":" + first + ",\"a\":" + second + "}"));
  }
}

package dev.dragoman.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class JsonWriterTest {
  @Test
  void everyKindOfFieldIsWritten() {
    // When
    String text =
        new JsonWriter()
            .beginObject()
            .field("s", "a\"b")
            .field("b", Boolean.TRUE)
            .field("i", Integer.valueOf(0))
            .field("l", Long.valueOf(1L << 40))
            .field("d", Double.valueOf(0.5))
            .field("raw", new JsonText("{\"x\":1.0}"))
            .nullField("n")
            .beginArray("a")
            .value("x")
            .value(1)
            .value(new JsonText("[]"))
            .beginObject()
            .endObject()
            .endArray()
            .beginObject("o")
            .endObject()
            .endObject()
            .text();

    // Then
    assertThat(text)
        .isEqualTo(
            "{\"s\":\"a\\\"b\",\"b\":true,\"i\":0,\"l\":1099511627776,\"d\":0.5,"
                + "\"raw\":{\"x\":1.0},\"n\":null,\"a\":[\"x\",1,[],{}],\"o\":{}}");
  }

  @Test
  void absentFieldsAreLeftOut() {
    // When
    String text =
        new JsonWriter()
            .beginObject()
            .field("s", (String) null)
            .field("b", (Boolean) null)
            .field("i", (Integer) null)
            .field("l", (Long) null)
            .field("d", (Double) null)
            .field("r", (JsonText) null)
            .endObject()
            .text();

    // Then
    assertThat(text).isEqualTo("{}");
  }

  @Test
  @Tag("pitfall-88")
  void zeroIsAValueAndWholeNumbersHaveNoFraction() {
    // When
    String text =
        new JsonWriter()
            .beginObject()
            .field("zero", Double.valueOf(0))
            .field("whole", Double.valueOf(40))
            .field("part", Double.valueOf(0.1))
            .field("small", Double.valueOf(1e-7))
            .endObject()
            .text();

    // Then
    assertThat(text).isEqualTo("{\"zero\":0,\"whole\":40,\"part\":0.1,\"small\":1.0E-7}");
  }

  @Test
  @Tag("pitfall-20")
  void loneSurrogatesBecomeReplacementsAndPairsStay() {
    assertThat(JsonText.ofString("a\ud83d\ude00b\ud83dc\ude00").text())
        .isEqualTo("\"a\ud83d\ude00b\ufffdc\ufffd\"");
  }

  @Test
  @Tag("pitfall-20")
  void controlCharactersAreEscaped() {
    assertThat(JsonText.ofString("\u0000\u001f\n\t\u007f").text())
        .isEqualToIgnoringCase("\"\\u0000\\u001f\\n\\t\u007f\"");
  }

  @Test
  void aStreamOfTheCallerGetsTheBytes() {
    // Given
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter writer = new JsonWriter(out);

    // When
    writer.beginArray().value("\u00e4").endArray().close();

    // Then
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[\"\u00e4\"]");
  }

  @Test
  void aWriterToAnotherStreamHasNoBytesOfItsOwn() {
    JsonWriter writer = new JsonWriter(OutputStream.nullOutputStream());
    assertThatThrownBy(writer::bytes).isInstanceOf(IllegalStateException.class);
  }
}

package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MediaTypesTest {
  private static String base64(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  @Tag("pitfall-99")
  void theFirstBytesDecide() {
    assertThat(MediaTypes.of(base64("\u0089PNG\r\n"), "image/jpeg", null)).isEqualTo("image/png");
    assertThat(MediaTypes.of(base64("\u00ff\u00d8\u00ff"), "image/png", null))
        .isEqualTo("image/jpeg");
    assertThat(MediaTypes.of(base64("GIF89a"), null, null)).isEqualTo("image/gif");
    assertThat(MediaTypes.of(base64("RIFF....WEBPVP8 "), null, null)).isEqualTo("image/webp");
    assertThat(MediaTypes.of(base64("%PDF-1.4 and more than is looked at"), null, null))
        .isEqualTo("application/pdf");
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpg,,image/jpeg",
    "text/plain; charset=utf-8,,text/plain",
    ",notes.MD,text/markdown",
    "application/octet-stream,a.csv,text/csv",
    "application/msword,a.txt,application/msword",
    ",a.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ",a.odt,application/octet-stream",
    ",,"
  })
  void elseTheDeclaredTypeAndThenTheName(String declared, String name, String expected) {
    assertThat(MediaTypes.of("AAAA", declared, name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "text/x-new,true",
    "application/json,true",
    "application/ld+json,true",
    "image/svg+xml,true",
    "application/pdf,false",
    "image/png,false"
  })
  void someTypesAreText(String type, boolean text) {
    assertThat(MediaTypes.isText(type)).isEqualTo(text);
  }
}

package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Base64 as clients send it (protocols.md 2.5). */
final class InlineDataTest {
  private static InlineData read(String text) {
    return InlineData.of(JsonCursor.of(JsonText.ofString(text).parse()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "QUJD|QUJD",
        "QUI=|QUI=",
        "QUI|QUI=",
        "QQ=|QQ==",
        "QUJD=|QUJD",
        "data:image/png;base64,QQ==|QQ==",
        "Q Q==|QQ==",
        "_-8|/+8=",
        "data:image/png;base64,QUJD|QUJD",
        "DATA:image/png;charset=x;base64,Q UJD|QUJD"
      })
  void everySpellingBecomesStandardBase64(String given, String expected) {
    assertThat(read(given).base64()).isEqualTo(expected);
  }

  @Test
  void theTypeOfADataUrlIsKeptInLowerCase() {
    assertThat(read("data:Image/PNG;charset=x;base64,QUJD").mimeType()).isEqualTo("image/png");
    assertThat(read("data:;base64,QUJD").mimeType()).isNull();
    assertThat(read("QUJD").mimeType()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data:image/png;base64,",
        "QUJDR",
        "Q===",
        "==",
        "QUJDR===",
        "QU*D",
        "QQ==QQ==",
        "data:text/plain,a"
      })
  void whatIsNoBase64IsRefused(String given) {
    assertThat(catchThrowableOfType(GatewayException.class, () -> read(given))).isNotNull();
  }
}

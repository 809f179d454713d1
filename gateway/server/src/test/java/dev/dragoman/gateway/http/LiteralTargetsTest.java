package dev.dragoman.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: the URL standard, "URL parsing": what is no escape stands for itself. */
class LiteralTargetsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "*",
        "/v1beta/models/a:b@c/d%2Fe:generateContent?alt=sse&key=%41",
        "/v1/responses/resp_1/input_items?include[]=a&order=asc"
      })
  void whatIsLegalStays(String target) {
    assertThat(LiteralTargets.legal(target)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "/m/he%zzllo, /m/he%25zzllo",
    "/m?key=%z, /m?key=%25z",
    "/m?key=%, /m?key=%25",
    "/m/{x}|^`, /m/%7Bx%7D%7C%5E%60",
    "/m/a[1]?b[1]=\\, /m/a%5B1%5D?b[1]=%5C",
  })
  void whatIsNotIsEscaped(String target, String legal) {
    assertThat(LiteralTargets.legal(target)).isEqualTo(legal);
  }

  @Test
  void everyTargetCanBeParsedThen() {
    for (char c = '!'; c <= 0xFF; c++) {
      String target = LiteralTargets.legal("/a" + c + "b?c=" + c + "d");
      assertThatCode(() -> new URI(target)).as(target).doesNotThrowAnyException();
    }
  }
}

package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoTextTest {
  @Test
  void textIsQuotedAsInGo() {
    assertThat(GoText.quote("a\"b\\c\n\t\u0001é\u00a0\ud83d\ude00"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\x01é\\u00a0\ud83d\ude00\"");
  }

  @Test
  void treesAreCompactJsonWithSortedKeys() {
    assertThat(GoText.of(Map.of("b", 2L, "a", "<&>", "c", 1.5)))
        .isEqualTo("{\"a\":\"\\u003c\\u0026\\u003e\",\"b\":2,\"c\":1.5}");
  }

  @Test
  void wholeDoublesHaveNoFraction() {
    assertThat(GoText.of(3.0)).isEqualTo("3");
  }
}

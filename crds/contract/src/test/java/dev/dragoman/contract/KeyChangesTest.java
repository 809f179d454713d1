package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyChangesTest {
  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> "key" + (10_000 + number)).toList();
  }

  @Test
  void changesThatWaitTogetherNameEachKeyOnce() {
    // When
    KeyChanges both =
        new KeyChanges(4, false, List.of("b", "a")).and(new KeyChanges(5, false, List.of("b")));

    // Then
    assertThat(both).isEqualTo(new KeyChanges(5, false, List.of("a", "b")));
    assertThat(ContractJson.read(ContractJson.write(both), KeyChanges.class)).isEqualTo(both);
  }

  @Test
  void moreKeysThanCanBeNamedAreAll() {
    // When
    KeyChanges many =
        new KeyChanges(4, false, ids(0, 600)).and(new KeyChanges(5, false, ids(600, 1001)));

    // Then
    assertThat(many).isEqualTo(KeyChanges.ofAll(5));
    assertThat(new KeyChanges(6, false, List.of("a")).and(many)).isEqualTo(KeyChanges.ofAll(6));
  }
}

package dev.dragoman.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WireHeadersTest {
  @Test
  void valuesOfANameAreAddedInTheirOrderWhateverItsCase() {
    // When
    WireHeaders headers =
        WireHeaders.builder()
            .add("Anthropic-Beta", "one")
            .add("Accept", "any")
            .add("anthropic-beta", "two")
            .add("ANTHROPIC-BETA", "three")
            .build();

    // Then
    assertThat(headers.all("anthropic-beta")).containsExactly("one", "two", "three");
    assertThat(headers.fields().keySet()).containsExactly("anthropic-beta", "accept");
  }

  @Test
  void aSetValueReplacesWhatWasAdded() {
    // When
    WireHeaders headers = WireHeaders.builder().add("accept", "one").set("Accept", "two").build();

    // Then
    assertThat(headers.all("accept")).containsExactly("two");
  }
}

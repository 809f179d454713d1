package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  @ParameterizedTest
  @ValueSource(strings = {"a-", "a.", "a-a.", "a:", "a.1-"})
  void aLongHostileMessageStaysAsItIs(String part) {
    // Given
    String message = part.repeat(4_000 / part.length());

    // Then
    assertThat(Redaction.of(message)).isEqualTo(message);
  }

  @Test
  void hostsWithAPortAreTakenOut() {
    assertThat(Redaction.of("no route to model-server:8080, vllm.ns.pod:443 or node_1-a:9000"))
        .isEqualTo("no route to [host], [host] or [host]");
  }
}

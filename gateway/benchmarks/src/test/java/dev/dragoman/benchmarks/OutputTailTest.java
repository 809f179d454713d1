package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class OutputTailTest {
  @Test
  void theClientPortIsTakenAndTheManagementPortIsNot() {
    // Given
    OutputTail tail = new OutputTail();

    // When
    tail.drain(
        reader("starting\nmanagement on http://127.0.0.1:9\nlistening on http://127.0.0.1:8\n"));

    // Then
    assertThat(tail.port()).isCompletedWithValue(8);
  }

  @Test
  void aProgramThatEndsWithoutAnAddressKeepsItsLastWords() {
    // Given
    OutputTail tail = new OutputTail();

    // When
    tail.drain(reader("PORT=x is no number\n"));

    // Then
    assertThatThrownBy(() -> tail.port().join()).hasRootCauseMessage("it ended without an address");
    assertThat(tail.text()).isEqualTo("PORT=x is no number\n");
  }

  private static BufferedReader reader(String text) {
    return new BufferedReader(new StringReader(text));
  }
}

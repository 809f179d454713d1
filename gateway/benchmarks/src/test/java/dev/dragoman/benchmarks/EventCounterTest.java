package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventCounterTest {
  @Test
  void everyEventInItsPlaceIsReceived() {
    // Given
    EventCounter counter = new EventCounter(Wire.OPENAI, 2);

    // When
    counter.accept(bytes(chunk(0) + chunk(1) + "data: [DONE]\n\n"));

    // Then
    assertThat(counter.result()).isEqualTo(new StreamCount(2, 2, 0));
  }

  @Test
  void theSlicingOfTheBytesDoesNotMatter() {
    // Given
    EventCounter counter = new EventCounter(Wire.OPENAI, 2);

    // When
    for (byte one : bytes(chunk(0) + chunk(1) + "data: [DONE]\n\n")) {
      counter.accept(new byte[] {one});
    }

    // Then
    assertThat(counter.result()).isEqualTo(new StreamCount(2, 2, 0));
  }

  @Test
  void aMissingEventIsLost() {
    // Given
    EventCounter counter = new EventCounter(Wire.OPENAI, 3);

    // When
    counter.accept(bytes(chunk(0) + chunk(2) + "data: [DONE]\n\n"));

    // Then
    assertThat(counter.result()).isEqualTo(new StreamCount(3, 2, 0));
  }

  @Test
  void aDoubledEventDoesNotMakeUpForAMissingOne() {
    // Given
    EventCounter counter = new EventCounter(Wire.OPENAI, 3);

    // When
    counter.accept(bytes(chunk(0) + chunk(0) + chunk(2) + "data: [DONE]\n\n"));

    // Then
    assertThat(counter.result().lost()).isEqualTo(1);
  }

  @Test
  void anEventOutOfItsPlaceIsLost() {
    // Given
    EventCounter counter = new EventCounter(Wire.OPENAI, 2);

    // When
    counter.accept(bytes(chunk(1) + chunk(0) + "data: [DONE]\n\n"));

    // Then
    assertThat(counter.result().lost()).isEqualTo(1);
  }

  @Test
  void aStreamWithoutItsLastEventIsBroken() {
    // Given
    EventCounter counter = new EventCounter(Wire.ANTHROPIC, 1);

    // When
    counter.accept(
        bytes(
            """
            event: content_block_delta
            data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"t0 "}}

            """));

    // Then
    assertThat(counter.result()).isEqualTo(new StreamCount(1, 1, 1));
  }

  private static String chunk(int number) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"t" + number + " \"}}]}\n\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

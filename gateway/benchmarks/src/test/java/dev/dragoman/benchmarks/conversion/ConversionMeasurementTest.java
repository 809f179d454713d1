package dev.dragoman.benchmarks.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.benchmarks.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversionMeasurementTest {
  @Test
  void everySampleIsConvertedFromEachClientToEachUpstream() {
    // When
    List<ConversionFigure> figures = new ConversionMeasurement(0, 1).run();

    // Then
    assertThat(figures)
        .extracting(ConversionFigure::pair)
        .contains(
            "anthropic passed",
            "anthropic to openai.chat",
            "anthropic to bedrock",
            "openai.chat to anthropic",
            "openai.chat to bedrock");
    assertThat(figures)
        .allSatisfy(figure -> assertThat(figure.times().elapsed().least()).isPositive());
  }

  @Test
  void theLargeSampleIsAMegabyteWithAHundredMessages() {
    assertThat(Sample.LARGE.anthropic("m")).hasSizeBetween(900_000, 1_200_000);
    assertThat(Sample.LARGE.openAiChat("m")).hasSizeBetween(900_000, 1_200_000);
  }
}

package dev.dragoman.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: "Rate limits in headers" of OpenAI's API guides. */
final class OpenAiRateLimitsTest {
  private static WireHeaders reset(String value) {
    return WireHeaders.of("x-ratelimit-reset-requests", value);
  }

  @ParameterizedTest
  @CsvSource({
    "20ms, PT0.02S",
    "1s, PT1S",
    "6m0s, PT6M",
    "1m30.5s, PT1M30.5S",
    "7.66s, PT7.66S",
    "1h0m0s, PT1H",
    "24h0m0s, PT24H",
    "1d2h, PT26H",
    "6ms, PT0.006S",
    "0s, PT0S"
  })
  void resetsAreDurations(String text, Duration reset) {
    assertThat(OpenAiRateLimits.in(reset(text)))
        .containsExactly(new RateLimit(Unit.REQUESTS, null, null, reset));
  }

  /** Of a bare number nobody knows whether it is seconds, milliseconds or a moment. */
  @ParameterizedTest
  @ValueSource(strings = {"", "60", "-1", "soon", "1s2m", "2026-11-30T12:00:00Z", "99999999999s"})
  void whatIsNoDurationIsAbsent(String text) {
    assertThat(OpenAiRateLimits.in(reset(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.02S, 20ms",
    "PT1S, 1s",
    "PT6M, 6m0s",
    "PT1M30.5S, 1m30s",
    "PT1H, 1h0m0s",
    "PT26H1M, 26h1m0s"
  })
  void durationsAreWrittenAsOpenAiDoes(Duration reset, String text) {
    assertThat(
            OpenAiRateLimits.of(List.of(new RateLimit(Unit.REQUESTS, 5L, 4L, reset)))
                .first("x-ratelimit-reset-requests"))
        .isEqualTo(text);
  }

  /** Azure says −1 for what it does not count, and leaves limits out. */
  @Test
  void whatAzureDoesNotCountIsAbsent() {
    // Given
    WireHeaders headers =
        WireHeaders.builder()
            .set("x-ratelimit-remaining-requests", "-1")
            .set("x-ratelimit-limit-requests", "-1")
            .set("x-ratelimit-remaining-tokens", "119")
            .build();

    // When
    List<RateLimit> limits = OpenAiRateLimits.in(headers);

    // Then
    assertThat(limits).containsExactly(new RateLimit(Unit.TOKENS, null, 119L, null));
    assertThat(OpenAiRateLimits.of(limits))
        .isEqualTo(WireHeaders.of("x-ratelimit-remaining-tokens", "119"));
  }
}

package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Source: "Rate limits" of Anthropic's API reference. */
final class AnthropicRateLimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.4Z");

  @Test
  void resetsAreMomentsAndTokensOfOneKindAloneAreNotRead() {
    // Given
    WireHeaders headers =
        WireHeaders.builder()
            .set("anthropic-ratelimit-requests-limit", "50")
            .set("anthropic-ratelimit-requests-remaining", "49")
            .set("anthropic-ratelimit-requests-reset", "2026-11-30T13:01:00.4+01:00")
            .set("anthropic-ratelimit-input-tokens-limit", "30000")
            .set("anthropic-ratelimit-output-tokens-remaining", "7000")
            .set("anthropic-ratelimit-unified-status", "allowed")
            .build();

    // When
    List<RateLimit> limits = AnthropicRateLimits.in(headers, NOW);

    // Then
    assertThat(limits)
        .containsExactly(new RateLimit(Unit.REQUESTS, 50L, 49L, Duration.ofMinutes(1)));
  }

  @Test
  void aResetThatHasPassedIsNowAndOneThatIsNoMomentIsAbsent() {
    // Given
    WireHeaders passed = WireHeaders.of("anthropic-ratelimit-tokens-reset", "2026-11-30T11:59:00Z");
    WireHeaders none =
        WireHeaders.builder()
            .set("anthropic-ratelimit-tokens-limit", "9")
            .set("anthropic-ratelimit-tokens-reset", "60s")
            .build();

    // Then
    assertThat(AnthropicRateLimits.in(passed, NOW))
        .containsExactly(new RateLimit(Unit.TOKENS, null, null, Duration.ZERO));
    assertThat(AnthropicRateLimits.in(none, NOW))
        .containsExactly(new RateLimit(Unit.TOKENS, 9L, null, null));
  }

  @Test
  void whatIsAbsentIsNotWritten() {
    assertThat(
            AnthropicRateLimits.of(
                List.of(new RateLimit(Unit.TOKENS, null, 119L, Duration.ofSeconds(90))), NOW))
        .isEqualTo(
            WireHeaders.builder()
                .set("anthropic-ratelimit-tokens-remaining", "119")
                .set("anthropic-ratelimit-tokens-reset", "2026-11-30T12:01:30Z")
                .build());
  }
}

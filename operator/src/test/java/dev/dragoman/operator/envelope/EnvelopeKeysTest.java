package dev.dragoman.operator.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.EnvelopeKeySet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeKeysTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final EnvelopeKey OLD = new EnvelopeKey("old", START, "c2VjcmV0");
  private static final Instant ROTATED = START.plus(EnvelopeKeys.PERIOD);
  private static final EnvelopeKey NEW = new EnvelopeKey("new", ROTATED, "b3RoZXI=");

  private final EnvelopeKeys first = new EnvelopeKeys(List.of(OLD));
  private final EnvelopeKeys both = first.at(ROTATED, () -> NEW);

  private static EnvelopeKey unexpected() {
    throw new AssertionError("no key is due");
  }

  @Test
  void aKeyIsMadeOncePerPeriod() {
    assertThat(first.at(ROTATED.minusMillis(1), EnvelopeKeysTest::unexpected)).isSameAs(first);
    assertThat(both.keys()).containsExactly(OLD, NEW);
    assertThat(both.at(ROTATED.plusSeconds(1), EnvelopeKeysTest::unexpected)).isSameAs(both);
  }

  @Test
  void aNewKeySignsOnceEveryPodKnowsIt() {
    assertThat(both.signing(ROTATED)).isEqualTo(OLD);
    assertThat(both.due(ROTATED)).isEqualTo(ROTATED.plus(EnvelopeKeys.SPREAD));
    assertThat(both.signing(ROTATED.plus(EnvelopeKeys.SPREAD))).isEqualTo(NEW);
  }

  @Test
  void theFirstKeySignsAtOnce() {
    assertThat(first.signing(START)).isEqualTo(OLD);
  }

  @Test
  void anOldKeyIsKnownForTheOverlap() {
    Instant end = ROTATED.plus(EnvelopeKeys.OVERLAP);
    assertThat(both.due(ROTATED.plus(Duration.ofDays(1)))).isEqualTo(end);
    assertThat(both.at(end.minusMillis(1), EnvelopeKeysTest::unexpected)).isSameAs(both);
    assertThat(both.at(end, EnvelopeKeysTest::unexpected).keys()).containsExactly(NEW);
  }

  @Test
  void podsGetBothKeysAndTheOneThatSeals() {
    // When
    EnvelopeKeySet spreading = both.forPods(ROTATED);
    EnvelopeKeySet spread = both.forPods(ROTATED.plus(EnvelopeKeys.SPREAD));

    // Then
    assertThat(spreading.sealing()).isEqualTo("old");
    assertThat(spread.sealing()).isEqualTo("new");
    assertThat(spread.secrets()).containsOnlyKeys("old", "new");
    assertThat(spread.toString()).doesNotContain("c2VjcmV0", "b3RoZXI=");
  }

  @Test
  void theKeyIsNotInTheText() {
    assertThat(both.toString()).contains("old", "new").doesNotContain("c2VjcmV0", "b3RoZXI=");
  }
}

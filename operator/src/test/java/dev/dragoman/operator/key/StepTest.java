package dev.dragoman.operator.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.KeyText;
import dev.dragoman.operator.material.StoredVersions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-56")
class StepTest {
  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static StoredVersions made(@Nullable String trigger) {
    return StoredVersions.first(KeyText.generate(new SecureRandom()), trigger, MADE);
  }

  private static RotationRule rule(@Nullable Duration interval, @Nullable String trigger) {
    return new RotationRule(interval, DAY, trigger, false);
  }

  @Test
  void aKeyWithoutATextGetsOne() {
    assertThat(Step.of(rule(null, null), null, false, MADE))
        .isEqualTo(new Step.Mint(Step.Cause.FIRST));
  }

  @Test
  void aTextWithoutAnIntervalStaysForEver() {
    assertThat(Step.of(rule(null, null), made(null), true, MADE.plus(Duration.ofDays(4000))))
        .isEqualTo(new Step.Keep(null));
  }

  @Test
  void aTextIsMadeAnewWhenItsIntervalIsOverAndNotBefore() {
    // Given
    RotationRule rule = rule(Duration.ofDays(90), null);
    Instant due = MADE.plus(Duration.ofDays(90));

    // Then
    assertThat(Step.of(rule, made(null), true, due.minusMillis(1))).isEqualTo(new Step.Keep(due));
    assertThat(Step.of(rule, made(null), true, due)).isEqualTo(new Step.Mint(Step.Cause.INTERVAL));
  }

  @Test
  void anotherTriggerRotatesOnce() {
    assertThat(Step.of(rule(null, "leak"), made("old"), true, MADE))
        .isEqualTo(new Step.Mint(Step.Cause.TRIGGER));
    assertThat(Step.of(rule(null, "leak"), made("leak"), true, MADE))
        .isEqualTo(new Step.Keep(null));
  }

  @Test
  void aTriggerThatIsTakenAwayRotatesNothing() {
    assertThat(Step.of(rule(null, null), made("leak"), true, MADE)).isEqualTo(new Step.Keep(null));
  }

  @Test
  @Tag("requirement-58")
  void aLostSecretIsMadeAnew() {
    assertThat(Step.of(rule(null, null), made(null), false, MADE))
        .isEqualTo(new Step.Mint(Step.Cause.LOST));
  }

  @Test
  @Tag("requirement-60")
  void aRevokedKeyNeverGetsATextAgain() {
    // Given
    RotationRule revoked = new RotationRule(Duration.ofHours(1), DAY, "now", true);

    // Then
    assertThat(Step.of(revoked, null, false, MADE)).isEqualTo(new Step.Keep(null));
    assertThat(Step.of(revoked, made("old"), false, MADE.plus(DAY))).isEqualTo(new Step.Keep(null));
  }

  @Test
  void theOldTextIsHonouredForTheOverlapAndThenForgotten() {
    // Given
    StoredVersions both =
        made(null).rotated(KeyText.generate(new SecureRandom()), null, MADE.plus(DAY), DAY);
    Instant end = MADE.plus(DAY).plus(DAY);

    // When
    Step before = Step.of(rule(null, null), both, true, end.minusMillis(1));
    Step after = Step.of(rule(null, null), both, true, end);

    // Then
    assertThat(both.digests().digests())
        .extracting(digest -> digest.notAfter())
        .containsExactly(null, end);
    assertThat(before).isEqualTo(new Step.Keep(end));
    assertThat(after).isInstanceOf(Step.Prune.class);
    assertThat(((Step.Prune) after).left().versions()).containsExactly(both.current());
  }

  @Test
  void aSecondRotationGivesTheOldestNoMoreTime() {
    // Given
    StoredVersions two = made(null).rotated(KeyText.generate(new SecureRandom()), null, MADE, DAY);

    // When
    StoredVersions three =
        two.rotated(KeyText.generate(new SecureRandom()), null, MADE.plusSeconds(60), DAY);

    // Then
    assertThat(three.versions())
        .extracting(version -> version.notAfter())
        .containsExactly(null, MADE.plusSeconds(60).plus(DAY), MADE.plus(DAY));
  }
}

package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.applied;
import static dev.dragoman.operator.delivery.Given.rejected;
import static dev.dragoman.operator.delivery.Given.release;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<String> PODS = List.of("a", "b", "c");

  private final Release one = release(1);
  private final Release two = release(2);
  private final Release three = release(3);
  private final Rollout rollout = new Rollout();

  private void everyPodRunsOn(Release release) {
    rollout.resume(release);
  }

  private List<Long> heads() {
    return PODS.stream()
        .map(rollout::releaseFor)
        .map(release -> release == null ? 0L : release.head().generation())
        .toList();
  }

  private void offer(Release release, Instant now) {
    rollout.offer(release);
    rollout.advance(PODS, now);
  }

  @Test
  void aNewHeadGoesToOnePodFirst() {
    everyPodRunsOn(one);
    offer(two, NOW);
    assertThat(heads()).containsExactly(2L, 1L, 1L);
  }

  @Test
  void oncePodsAppliedItEveryPodGetsIt() {
    everyPodRunsOn(one);
    offer(two, NOW);
    rollout.verdict(applied(two.head(), "a"));
    assertThat(heads()).containsExactly(2L, 2L, 2L);
  }

  @Test
  void withoutAVerdictAnotherPodTriesIt() {
    everyPodRunsOn(one);
    offer(two, NOW);
    rollout.advance(PODS, NOW.plusMillis(249));
    assertThat(heads()).containsExactly(2L, 1L, 1L);
    rollout.advance(PODS, NOW.plusMillis(250));
    assertThat(heads()).containsExactly(2L, 2L, 1L);
    assertThat(rollout.due(PODS)).isEqualTo(NOW.plusMillis(500));
  }

  @Test
  void whenEveryPodTriedItNothingIsDue() {
    everyPodRunsOn(one);
    offer(two, NOW);
    rollout.advance(PODS, NOW.plusMillis(250));
    rollout.advance(PODS, NOW.plusMillis(500));
    assertThat(rollout.due(PODS)).isNull();
  }

  @Test
  @Tag("requirement-30")
  void aRejectedHeadReachesNoOtherPodThanThoseThatTriedIt() {
    // Given
    everyPodRunsOn(one);
    offer(two, NOW);

    // When
    rollout.verdict(rejected(two.head(), "a"));
    rollout.advance(PODS, NOW.plusMillis(1_000));

    // Then
    assertThat(heads()).containsExactly(1L, 1L, 1L);
    Rejection rejection = Objects.requireNonNull(rollout.rejection());
    assertThat(rejection.generation()).isEqualTo(2);
    assertThat(rejection.pod()).isEqualTo("name-of-a");
    assertThat(rejection.problems()).containsExactly("routes[0]: no backend");
  }

  @Test
  void theRejectedHeadIsNotTriedAgainWhenItIsPublishedAgain() {
    everyPodRunsOn(one);
    offer(two, NOW);
    rollout.verdict(rejected(two.head(), "a"));
    offer(two, NOW.plusMillis(1_000));
    assertThat(heads()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void theNextHeadAfterARejectedOneIsTriedAsUsual() {
    everyPodRunsOn(one);
    offer(two, NOW);
    rollout.verdict(rejected(two.head(), "a"));
    offer(three, NOW.plusMillis(10));
    rollout.verdict(applied(three.head(), "a"));
    assertThat(heads()).containsExactly(3L, 3L, 3L);
    assertThat(rollout.rejection()).isNull();
  }

  @Test
  void aVerdictOfAHeadThatWasOvertakenStillCounts() {
    // Given: the pod is still busy with the second when the third comes
    everyPodRunsOn(one);
    offer(two, NOW);
    offer(three, NOW.plusMillis(100));

    // When
    rollout.verdict(applied(two.head(), "a"));

    // Then
    assertThat(heads()).containsExactly(3L, 2L, 2L);
  }

  @Test
  void aHeadThatNoPodSawIsForgottenForTheNext() {
    everyPodRunsOn(one);
    rollout.offer(two);
    offer(three, NOW);
    assertThat(heads()).containsExactly(3L, 1L, 1L);
    assertThat(rollout.part(two.head().digest())).isNull();
  }

  @Test
  @Tag("requirement-25")
  void aPodThatRunsOnItAlreadyIsAsGoodAsAVerdict() {
    // Given: an operator that was restarted knows the newest head only
    offer(two, NOW);

    // When
    rollout.runs(two.head().digest());

    // Then
    assertThat(heads()).containsExactly(2L, 2L, 2L);
  }

  @Test
  void aFirstHeadWithoutAnyPodIsWhatPodsStartFrom() {
    rollout.offer(one);
    assertThat(rollout.startingPoint()).isSameAs(one);
  }

  @Test
  void podsStartFromWhatWasAcceptedUntilTheNextIs() {
    everyPodRunsOn(one);
    offer(two, NOW);
    assertThat(rollout.startingPoint()).isSameAs(one);
    rollout.verdict(applied(two.head(), "a"));
    assertThat(rollout.startingPoint()).isSameAs(two);
  }

  @Test
  void partsOfAllHeadsThatAPodMayBeFetchingAreThere() {
    everyPodRunsOn(one);
    offer(two, NOW);
    rollout.verdict(applied(two.head(), "a"));
    offer(three, NOW.plusMillis(10));
    assertThat(List.of(one, two, three))
        .allSatisfy(release -> assertThat(rollout.part(release.head().digest())).isNotNull());
  }
}

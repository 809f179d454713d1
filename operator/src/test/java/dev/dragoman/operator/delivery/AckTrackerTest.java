package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.EPOCH;
import static dev.dragoman.operator.delivery.Given.applied;
import static dev.dragoman.operator.delivery.Given.rejected;
import static dev.dragoman.operator.delivery.Given.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.operator.delivery.PodProgress.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AckTrackerTest {
  private static final Map<String, String> READY = Map.of("a", "pod-a", "b", "pod-b");

  private final MutableClock clock = new MutableClock();
  private final AckTracker tracker = new AckTracker();
  private final BundleHead one = release(1).head();
  private final BundleHead two = release(2).head();

  private void applies(String pod, BundleHead head) {
    tracker.acknowledged(applied(head, pod), clock.instant());
  }

  private Progress progress(long generation) {
    return tracker.progress(READY, EPOCH, generation, clock.instant());
  }

  private List<State> states(long generation) {
    return progress(generation).pods().stream().map(PodProgress::state).toList();
  }

  @Test
  void aPodServesWhatItAppliedAndAllBefore() {
    applies("a", two);
    applies("b", one);
    assertThat(states(2)).containsExactly(State.Current, State.Behind);
    assertThat(states(1)).containsExactly(State.Current, State.Current);
    assertThat(progress(1).isComplete()).isTrue();
  }

  @Test
  @Tag("requirement-16")
  void aRejectionSaysWhoAndWhyAndLeavesWhatWasApplied() {
    // Given
    applies("a", one);
    applies("b", one);

    // When
    tracker.acknowledged(rejected(two, "b"), clock.instant());

    // Then
    assertThat(states(1)).containsExactly(State.Current, State.Current);
    assertThat(progress(2).isComplete()).isFalse();
    assertThat(progress(2).in(State.Rejected))
        .extracting(PodProgress::name, PodProgress::problems)
        .containsExactly(tuple("pod-b", List.of("routes[0]: no backend")));
  }

  @Test
  void podsThatAreNotReadyDoNotCount() {
    applies("a", one);
    applies("b", one);
    applies("c", one);
    assertThat(progress(1).total()).isEqualTo(2);
  }

  @Test
  void withoutReadyPodsNothingIsComplete() {
    assertThat(tracker.progress(Map.of(), EPOCH, 1, clock.instant()).isComplete()).isFalse();
  }

  @Test
  void aPodIsSilentAfterSeventyFiveSeconds() {
    // Given
    applies("a", one);
    applies("b", two);
    assertThat(tracker.nextSilence(READY, clock.instant()))
        .isEqualTo(clock.instant().plusSeconds(75));

    // When
    clock.advance(Duration.ofSeconds(75));

    // Then: what it had acknowledged it still serves
    assertThat(states(2)).containsExactly(State.Silent, State.Current);
    assertThat(states(1)).containsExactly(State.Current, State.Current);
  }

  @Test
  void aPodThatNeverSpokeIsBehindAndThenSilent() {
    assertThat(states(1)).containsExactly(State.Behind, State.Behind);
    clock.advance(Duration.ofSeconds(75));
    assertThat(states(1)).containsExactly(State.Silent, State.Silent);
  }

  @Test
  void aReadyPodStaysSilentHoweverLongItTakes() {
    applies("a", one);
    states(2);
    clock.advance(Duration.ofHours(2));
    states(2);
    assertThat(states(2)).containsExactly(State.Silent, State.Silent);
  }

  @Test
  void whatWasAppliedInAnotherEpochCountsForNothing() {
    applies("a", release(new UUID(9, 9), 5).head());
    assertThat(states(1)).containsExactly(State.Behind, State.Behind);
  }
}

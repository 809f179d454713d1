package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.applied;
import static dev.dragoman.operator.delivery.Given.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SubscriberTest {
  private final Subscriber subscriber = new Subscriber("a", Instant.EPOCH);
  private final Release one = release(1);
  private final Release two = release(2);
  private final Release three = release(3);

  private Subscriber.Event next() throws InterruptedException {
    return subscriber.next(Duration.ZERO).orElseThrow();
  }

  private static Subscriber.Event event(Release release) {
    return new Subscriber.Event(DeliveryPaths.HEAD, ContractJson.text(release.head()));
  }

  private static final Subscriber.Event PING = new Subscriber.Event(DeliveryPaths.PING, "");

  @Test
  @Tag("requirement-33")
  void aPingComesWhenThereIsNothingToSay() throws InterruptedException {
    assertThat(next()).isEqualTo(PING);
  }

  @Test
  @Tag("requirement-32")
  void aSlowPodGetsTheNewestHeadAndNoBacklog() throws InterruptedException {
    // Given: a pod that is busy with the first
    subscriber.offer(one);
    assertThat(next()).isEqualTo(event(one));

    // When
    subscriber.offer(two);
    subscriber.offer(three);

    // Then
    assertThat(next()).isEqualTo(PING);
    subscriber.acknowledged(applied(one.head(), "a"));
    assertThat(next()).isEqualTo(event(three));
  }

  @Test
  @Tag("requirement-32")
  void aPodThatIsFurtherThanItWasToldOfHearsOfTheNextHead() throws InterruptedException {
    // Given: an operator that does not know what it published last
    subscriber.offer(one);
    assertThat(next()).isEqualTo(event(one));

    // When
    subscriber.acknowledged(applied(two.head(), "a"));
    subscriber.offer(three);

    // Then
    assertThat(next()).isEqualTo(event(three));
  }

  @Test
  @Tag("requirement-32")
  void aSlowPodCanFetchWhatItWasToldOfUntilItHasSpokenOfIt() throws InterruptedException {
    // Given
    String part = one.head().digest();
    subscriber.offer(one);
    assertThat(subscriber.part(part)).isNull();
    next();

    // When
    subscriber.offer(three);

    // Then
    assertThat(subscriber.part(part)).isEqualTo(one.part(part));
    subscriber.acknowledged(applied(one.head(), "a"));
    assertThat(subscriber.part(part)).isNull();
  }

  @Test
  void changedKeysAddUpAndWaitForNoHead() throws InterruptedException {
    // Given: a pod that is busy with the first head
    subscriber.offer(one);
    next();
    subscriber.offer(two);

    // When
    subscriber.offer(new KeyChanges(7, false, List.of("b")));
    subscriber.offer(new KeyChanges(8, false, List.of("a")));

    // Then
    assertThat(next())
        .isEqualTo(
            new Subscriber.Event(
                DeliveryPaths.KEYS,
                ContractJson.text(new KeyChanges(8, false, List.of("a", "b")))));
    assertThat(next()).isEqualTo(PING);
  }

  @Test
  void anAcknowledgementOfAnotherHeadReleasesNothing() throws InterruptedException {
    subscriber.offer(two);
    next();
    subscriber.offer(three);
    subscriber.acknowledged(applied(one.head(), "a"));
    assertThat(next()).isEqualTo(PING);
  }

  @Test
  void denialsWaitForNoAcknowledgement() throws InterruptedException {
    // Given
    subscriber.offer(one);
    next();
    Denials denials = new Denials(4, List.of("aaaabbbbcccc"), List.of(), List.of());

    // When
    subscriber.offer(denials);

    // Then
    assertThat(next())
        .isEqualTo(new Subscriber.Event(DeliveryPaths.DENIALS, ContractJson.text(denials)));
  }

  @Test
  void theSameHeadIsSaidOnceAndAnOlderOneNever() throws InterruptedException {
    subscriber.offer(two);
    next();
    subscriber.acknowledged(applied(two.head(), "a"));
    subscriber.offer(two);
    subscriber.offer(one);
    assertThat(next()).isEqualTo(PING);
  }

  @Test
  void aHeadOfAnotherEpochIsSaidWhateverItsNumber() throws InterruptedException {
    Release other = release(new UUID(8, 8), 1);
    subscriber.offer(three);
    next();
    subscriber.acknowledged(applied(three.head(), "a"));
    subscriber.offer(other);
    assertThat(next()).isEqualTo(event(other));
  }

  @Test
  void aClosedStreamEndsWhateverStillWaits() throws InterruptedException {
    subscriber.offer(one);
    subscriber.close();
    assertThat(subscriber.next(Duration.ZERO)).isEmpty();
  }
}

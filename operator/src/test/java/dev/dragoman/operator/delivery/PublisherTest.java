package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.denying;
import static dev.dragoman.operator.delivery.Given.held;
import static dev.dragoman.operator.delivery.Given.rendering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.ShardList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final ObjectId HEAD = ObjectId.configMap("main-config-head");
  private static final ObjectId SECRET = ObjectId.secret("main-credentials");

  private static final MutableClock CLOCK = new MutableClock();

  private final MemoryObjects objects = new MemoryObjects();
  private final Publisher publisher = publisher(objects, 1);

  private static Publisher publisher(GatewayObjects objects, long epoch) {
    return new Publisher(
        objects,
        Given.GATEWAY.children(),
        new ShardList(1, List.of()),
        () -> new UUID(epoch, epoch),
        CLOCK);
  }

  private static BundleHead headOf(Published published) {
    return Objects.requireNonNull(published.release()).head();
  }

  @Test
  void theFirstPublishingBeginsAnEpochWithGenerationOne() {
    BundleHead head = headOf(publisher.publish(rendering(1)));
    assertThat(head.epoch()).isEqualTo(new UUID(1, 1));
    assertThat(head.generation()).isEqualTo(1);
    assertThat(objects.takeWrites()).containsExactly(HEAD, SECRET);
  }

  @Test
  void anotherContentIsTheNextGenerationAndNamesWhatChanged() {
    publisher.publish(rendering(1));
    BundleHead head = headOf(publisher.publish(rendering(2)));
    assertThat(head.generation()).isEqualTo(2);
    assertThat(head.changed()).hasSize(1);
  }

  @Test
  @Tag("requirement-25")
  void theSameContentIsNoGenerationAndNoWrite() {
    publisher.publish(rendering(1));
    objects.takeWrites();
    assertThat(headOf(publisher.publish(rendering(1))).generation()).isEqualTo(1);
    assertThat(objects.takeWrites()).isEmpty();
  }

  @Test
  @Tag("requirement-25")
  void aRestartedOperatorPublishesNothing() {
    // Given
    BundleHead before = headOf(publisher.publish(rendering(1)));
    objects.takeWrites();

    // When
    BundleHead after = headOf(publisher(objects, 2).publish(rendering(1)));

    // Then
    assertThat(after).isEqualTo(before);
    assertThat(objects.takeWrites()).isEmpty();
  }

  @Test
  void aChangedCredentialIsAGenerationOfTheSameDigest() {
    // Given
    BundleHead before = headOf(publisher.publish(rendering(1)));

    // When
    Published published =
        publisher.publish(rendering(1, Map.of("team/secret/key", "other"), Denials.NONE));

    // Then
    BundleHead head = headOf(published);
    assertThat(head.generation()).isEqualTo(2);
    assertThat(head.digest()).isEqualTo(before.digest());
    assertThat(head.credentialsRevision()).isEqualTo(before.credentialsRevision() + 1);
    assertThat(published.credentials().revision()).isEqualTo(head.credentialsRevision());
    assertThat(StoredCredentials.read(objects, SECRET).credentials())
        .isEqualTo(published.credentials());
  }

  @Test
  void denialsHaveARevisionOfTheirOwnAndMakeNoGeneration() {
    // Given
    long before = publisher.publish(rendering(1)).denials().revision();
    objects.takeWrites();

    // When
    Published published = publisher.publish(rendering(1, secrets(), denying("aaaabbbbcccc")));

    // Then
    assertThat(headOf(published).generation()).isEqualTo(1);
    assertThat(published.denials().revision()).isEqualTo(before + 1);
    assertThat(objects.takeWrites()).containsExactly(HEAD);
  }

  @Test
  void denialsOfANewHistoryAreNewerThanThoseOfTheLostOne() {
    // Given: many denials ago the head was lost, and with it the number of them
    publisher.publish(rendering(1));
    for (int i = 0; i < 50; i++) {
      publisher.publish(
          rendering(1, secrets(), i % 2 == 0 ? denying("aaaabbbbcccc") : Denials.NONE));
    }
    long lost = publisher.publish(rendering(1)).denials().revision();
    CLOCK.advance(Duration.ofHours(1));

    // When
    Publisher next = publisher(new MemoryObjects(), 2);

    // Then
    assertThat(next.publish(rendering(1)).denials().revision()).isGreaterThan(lost);
  }

  private static Map<String, String> secrets() {
    return Map.of("team/secret/key", "s3cret");
  }

  @Test
  void ofTwoOperatorsOnePublishesAndTheOtherGoesOnFromThere() {
    // Given: both know the first generation
    Publisher other = publisher(objects, 2);
    publisher.publish(rendering(1));
    other.publish(rendering(1));

    // When
    BundleHead second = headOf(publisher.publish(rendering(2)));
    BundleHead third = headOf(other.publish(rendering(3)));

    // Then: no number was given twice
    assertThat(second.generation()).isEqualTo(2);
    assertThat(third.generation()).isEqualTo(3);
    assertThat(third.epoch()).isEqualTo(second.epoch());
  }

  @Test
  void anOperatorThatLostTheRaceWithTheSameContentPublishesNothing() {
    Publisher other = publisher(objects, 2);
    other.publish(rendering(1));
    publisher.publish(rendering(2));
    objects.takeWrites();
    assertThat(headOf(other.publish(rendering(2))).generation()).isEqualTo(2);
    assertThat(objects.takeWrites()).isEmpty();
  }

  @Test
  void aMissingHeadBeginsANewEpoch() {
    publisher.publish(rendering(1));
    objects.delete(HEAD);
    BundleHead head = headOf(publisher(objects, 2).publish(rendering(1)));
    assertThat(head.epoch()).isEqualTo(new UUID(2, 2));
  }

  @Test
  void aPodAheadOfAnOlderCopyOfTheStoreBeginsANewEpoch() {
    // Given: the store was put back to generation 1 while pods run on 7
    BundleHead restored = headOf(publisher.publish(rendering(1)));
    Publisher next = publisher(objects, 2);

    // When
    next.confirmAhead(restored.epoch(), 7);
    BundleHead head = headOf(next.publish(rendering(1)));

    // Then
    assertThat(head.epoch()).isEqualTo(new UUID(2, 2));
    assertThat(head.supersedes(restored)).isTrue();
    assertThat(headOf(next.publish(rendering(1)))).isEqualTo(head);
  }

  @Test
  void aPodAheadOfAStaleOperatorBeginsNoEpoch() {
    // Given: another operator published meanwhile
    Publisher stale = publisher(objects, 2);
    stale.publish(rendering(1));
    BundleHead newest = headOf(publisher.publish(rendering(2)));

    // When
    stale.confirmAhead(newest.epoch(), newest.generation());

    // Then
    assertThat(headOf(stale.publish(rendering(2)))).isEqualTo(newest);
  }

  @Test
  void aHeldGenerationStaysWhileDenialsGoOn() {
    // Given
    BundleHead first = headOf(publisher.publish(rendering(1)));
    Rendering held = held(2, 1);
    Rendering denying =
        new Rendering(
            held.config(),
            held.credentials(),
            denying("aaaabbbbcccc"),
            held.versions(),
            held.hold(),
            held.seen());

    // When
    Published published = publisher.publish(denying);

    // Then
    assertThat(published.release()).isNull();
    assertThat(published.held()).isEqualTo(1L);
    assertThat(published.denials().keyIds()).containsExactly("aaaabbbbcccc");
    assertThat(StoredHead.read(objects, HEAD).head()).isEqualTo(first);

    // And when it is released
    assertThat(headOf(publisher.publish(rendering(2))).generation()).isEqualTo(2);
  }

  @Test
  void aCrashBetweenHeadAndSecretIsMadeUpFor() {
    // Given
    publisher.publish(rendering(1));
    Rendering rotated = rendering(1, Map.of("team/secret/key", "other"), Denials.NONE);
    Publisher killed = publisher(new DyingObjects(objects, 1), 2);
    assertThatExceptionOfType(DyingObjects.Killed.class).isThrownBy(() -> killed.publish(rotated));

    // When
    Published published = publisher(objects, 3).publish(rotated);

    // Then
    Credentials stored = StoredCredentials.read(objects, SECRET).credentials();
    assertThat(stored.values()).containsEntry("team/secret/key", "other");
    assertThat(stored.revision()).isEqualTo(headOf(published).credentialsRevision());
  }
}

package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.GATEWAY;
import static dev.dragoman.operator.delivery.Given.applied;
import static dev.dragoman.operator.delivery.Given.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.DeliveryPaths;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublishStepsTest {
  private final MutableClock clock = new MutableClock();
  private final MemoryObjects objects = new MemoryObjects();
  private final List<Published> publications = new ArrayList<>();
  private final List<Long> resumed = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private final AtomicInteger progressed = new AtomicInteger();
  private boolean leading = true;
  private Rendering rendering = Given.rendering(1);
  private GatewayChannel channel = newChannel();
  private PublishSteps steps = newSteps();

  private GatewayChannel newChannel() {
    return new GatewayChannel(
        GATEWAY,
        _ -> Map.of("a", "pod-a", "b", "pod-b"),
        clock,
        () -> {},
        progressed::incrementAndGet);
  }

  private PublishSteps newSteps() {
    AtomicInteger epoch = new AtomicInteger();
    Publications told =
        new Publications() {
          @Override
          public void resumed(Release running) {
            resumed.add(running.head().generation());
          }

          @Override
          public void published(GatewayRef gateway, Rendering of, Published published) {
            publications.add(published);
          }

          @Override
          public void failed(GatewayRef gateway, RuntimeException fault) {
            failures.add(fault);
          }
        };
    return new PublishSteps(
        channel,
        objects,
        () -> Optional.of(rendering),
        told,
        () -> leading,
        clock,
        () -> new UUID(clock.instant().toEpochMilli(), epoch.incrementAndGet()));
  }

  private void restart() {
    channel = newChannel();
    steps = newSteps();
    publications.clear();
  }

  private BundleHead publish(int n) {
    rendering = Given.rendering(n);
    steps.changed();
    steps.step();
    return Objects.requireNonNull(publications.getLast().release()).head();
  }

  private static List<Long> headsOf(Subscriber subscriber) throws InterruptedException {
    List<Long> heads = new ArrayList<>();
    while (true) {
      Subscriber.Event event = subscriber.next(Duration.ZERO).orElseThrow();
      if (event.name().equals(DeliveryPaths.PING)) {
        return heads;
      }
      if (event.name().equals(DeliveryPaths.HEAD)) {
        heads.add(
            ContractJson.read(event.data().getBytes(StandardCharsets.UTF_8), BundleHead.class)
                .generation());
      }
    }
  }

  @Test
  void aFirstConfigurationIsCopiedForNewPodsAtOnce() {
    publish(1);
    assertThat(objects.takeWrites())
        .contains(ObjectId.configMap("main-config-head"), ObjectId.configMap("main-boot-a"));
    assertThat(steps.step()).isEqualTo(clock.instant().plus(AckTracker.SILENCE));
  }

  @Test
  @Tag("requirement-16")
  void aReadyPodThatNeverSpeaksIsToldOfWhenItCountsAsSilent() {
    // Given
    publish(1);
    progressed.set(0);

    // When
    clock.advance(AckTracker.SILENCE);
    steps.step();

    // Then
    assertThat(progressed).hasPositiveValue();
  }

  @Test
  void bootCopiesAreWrittenTenSecondsApart() {
    // Given
    channel.acknowledged(applied(publish(1), "a"));
    steps.step();
    objects.takeWrites();

    // When: an accepted generation follows at once
    channel.subscribe("a", null);
    channel.acknowledged(applied(publish(2), "a"));

    // Then
    assertThat(steps.step()).isNotNull();
    assertThat(objects.takeWrites()).containsExactly(ObjectId.configMap("main-config-head"));
    clock.advance(PublishSteps.BOOT_SPACING);
    steps.step();
    assertThat(objects.takeWrites()).contains(ObjectId.configMap("main-boot-b"));
  }

  @Test
  void anOperatorThatEndsLeavesTheNewestCopy() {
    // Given
    channel.subscribe("a", null);
    channel.acknowledged(applied(publish(1), "a"));
    channel.acknowledged(applied(publish(2), "a"));
    objects.takeWrites();

    // When
    steps.finish();

    // Then
    assertThat(objects.takeWrites().getLast()).isEqualTo(ObjectId.configMap("main-boot-b"));
  }

  @Test
  @Tag("requirement-25")
  void aRestartPublishesAndWritesNothing() {
    // Given
    BundleHead before = publish(1);
    objects.takeWrites();

    // When
    restart();
    BundleHead after = publish(1);
    clock.advance(PublishSteps.BOOT_SPACING);
    steps.step();

    // Then
    assertThat(after).isEqualTo(before);
    assertThat(objects.takeWrites()).isEmpty();
  }

  @Test
  @Tag("requirement-25")
  void aRestartFindsWhatPodsRunOn() {
    // Given
    channel.subscribe("a", null);
    channel.acknowledged(applied(publish(1), "a"));
    channel.acknowledged(applied(publish(2), "a"));
    steps.finish();

    // When
    restart();
    publish(3);

    // Then
    assertThat(resumed).containsExactly(2L);
  }

  @Test
  void aCopyThatIsOlderThanTheHeadDoesNotTellWhatPodsRunOn() {
    // Given: the operator was killed before it wrote a copy of the second
    publish(1);
    publish(2);

    // When
    restart();
    publish(3);

    // Then
    assertThat(resumed).isEmpty();
  }

  @Test
  @Tag("requirement-30")
  void afterARestartTheFleetIsStillBehindATrial() throws InterruptedException {
    // Given: generation 1 was accepted, and the operator is another one
    publish(1);
    restart();
    Subscriber a = channel.subscribe("a", null);
    Subscriber b = channel.subscribe("b", null);

    // When
    BundleHead bad = publish(2);
    channel.acknowledged(rejected(bad, "a"));
    clock.advance(Duration.ofSeconds(1));
    steps.step();

    // Then
    assertThat(headsOf(a)).containsExactly(2L);
    assertThat(headsOf(b)).containsExactly(1L);
    assertThat(channel.rejection()).get().extracting(Rejection::generation).isEqualTo(2L);
  }

  @Test
  void withoutAVerdictTheNextPodTriesItToo() throws InterruptedException {
    // Given
    Subscriber a = channel.subscribe("a", null);
    Subscriber b = channel.subscribe("b", null);
    publish(1);
    assertThat(headsOf(a)).containsExactly(1L);
    assertThat(headsOf(b)).isEmpty();

    // When
    clock.advance(Rollout.PATIENCE);
    steps.step();

    // Then
    assertThat(headsOf(b)).containsExactly(1L);
  }

  @Test
  void whileTheApiServerIsAwayNothingIsLostAndItIsAskedSeldom() {
    // Given
    publish(1);
    objects.breakDown(new KubernetesClientException("away"));

    // When: it is woken again and again
    rendering = Given.rendering(2);
    steps.changed();
    for (int i = 0; i < 20; i++) {
      steps.step();
    }

    // Then
    assertThat(failures).hasSize(1);
    objects.breakDown(null);
    clock.advance(Retry.FIRST);
    steps.step();
    assertThat(Objects.requireNonNull(publications.getLast().release()).head().generation())
        .isEqualTo(2);
  }

  @Test
  void whatCannotBeRenderedYetIsNotPublished() {
    PublishSteps waiting =
        new PublishSteps(
            channel,
            objects,
            Optional::empty,
            new DeliveryState(clock, _ -> {}),
            () -> true,
            clock,
            UUID::randomUUID);
    waiting.changed();
    waiting.step();
    assertThat(objects.takeWrites()).isEmpty();
  }

  @Test
  void aPodAheadOfALostHistoryBringsANewEpoch() {
    // Given: the store went back to an older copy
    BundleHead restored = publish(1);
    BundleHead known =
        new BundleHead(1, restored.epoch(), 40, restored.digest(), List.of(), 1, 0, 1);

    // When
    channel.acknowledged(applied(known, "a"));
    steps.step();

    // Then
    BundleHead head = Objects.requireNonNull(publications.getLast().release()).head();
    assertThat(head.epoch()).isNotEqualTo(restored.epoch());
    assertThat(head.supersedes(known)).isTrue();
  }

  @Test
  @Tag("requirement-44")
  void anOperatorThatDoesNotLeadWritesNothing() {
    // Given
    leading = false;
    steps.changed();
    steps.step();
    steps.finish();
    assertThat(objects.takeWrites()).isEmpty();

    // When
    leading = true;
    steps.step();

    // Then: the change is not lost
    assertThat(objects.takeWrites()).contains(ObjectId.configMap("main-config-head"));
  }

  @Test
  void anOperatorThatLostItsLeadLeavesNoCopyBehind() {
    // Given: a generation that is owed a copy
    channel.subscribe("a", null);
    channel.acknowledged(applied(publish(1), "a"));
    channel.acknowledged(applied(publish(2), "a"));
    objects.takeWrites();

    // When
    leading = false;
    steps.finish();

    // Then
    assertThat(objects.takeWrites()).isEmpty();
  }

  @Test
  void aStreamIsDeadWhenNothingWasHeardOnItForLong() {
    // Given: a pod that was away
    channel.subscribe("a", null);
    clock.advance(AckTracker.SILENCE);
    Subscriber again = channel.subscribe("a", null);

    // Then: it has its time anew
    assertThat(channel.isDead(again)).isFalse();
    clock.advance(AckTracker.SILENCE);
    assertThat(channel.isDead(again)).isTrue();
    channel.acknowledged(applied(Given.release(1).head(), "a"));
    assertThat(channel.isDead(again)).isFalse();
  }
}

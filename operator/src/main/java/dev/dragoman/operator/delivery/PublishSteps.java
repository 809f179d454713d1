package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.ShardList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the publish loop of one gateway does whenever it wakes: publish what was gathered, let the
 * trial of a new head go on, bring a boot copy up to date. Each step does what is due and says when
 * the next is; it never waits itself.
 *
 * <p>For one thread, but for {@link #changed}.
 */
final class PublishSteps {
  /** Between two writings of boot copies: they are large, and the store keeps each for a while. */
  static final Duration BOOT_SPACING = Duration.ofSeconds(10);

  private final GatewayChannel channel;
  private final Supplier<Optional<Rendering>> renderings;
  private final Clock clock;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final BootCopies boots;
  private final GatewayObjects objects;
  private final Supplier<UUID> epochs;
  private final Publications publications;
  private final BooleanSupplier leading;
  private final Retry publishing = new Retry();
  private final Retry copying = new Retry();

  private @Nullable Publisher publisher;
  private @Nullable Instant bootWritten;
  private @Nullable Release tooLarge;

  /**
   * @param renderings what the gateway should run on, empty while that cannot be said
   * @param publications is told what was published
   * @param leading whether this operator may write; while it may not, a change is only kept in mind
   */
  PublishSteps(
      GatewayChannel channel,
      GatewayObjects objects,
      Supplier<Optional<Rendering>> renderings,
      Publications publications,
      BooleanSupplier leading,
      Clock clock,
      Supplier<UUID> epochs) {
    this.channel = channel;
    this.objects = objects;
    this.renderings = renderings;
    this.publications = publications;
    this.leading = leading;
    this.clock = clock;
    this.epochs = epochs;
    this.boots = new BootCopies(objects, channel.gateway().children());
  }

  /** Something changed that the gateway's configuration may be made from. */
  void changed() {
    changed.set(true);
  }

  /** Does what is due. Returns when to come again if nothing happens before, null for never. */
  @Nullable Instant step() {
    if (!leading.getAsBoolean()) {
      return null;
    }
    if (publishing.allows(clock.instant()) && (changed.get() || channel.isAhead())) {
      attempt(publishing, this::publish);
    }
    channel.advance();
    if (isDue(bootDue())) {
      attempt(copying, this::writeBoot);
    }
    return Stream.of(publishDue(), channel.due(), bootDue())
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The last deed: the newest that the fleet accepted is what pods start from meanwhile. */
  void finish() {
    if (leading.getAsBoolean() && publisher != null && bootOwed() != null) {
      attempt(copying, this::writeBoot);
    }
  }

  private boolean isDue(@Nullable Instant due) {
    return due != null && !clock.instant().isBefore(due);
  }

  private static @Nullable Instant later(@Nullable Instant due, @Nullable Instant notBefore) {
    return due == null || notBefore == null || due.isAfter(notBefore) ? due : notBefore;
  }

  private void attempt(Retry retry, Runnable deed) {
    try {
      deed.run();
      retry.succeeded();
    } catch (RuntimeException e) {
      retry.failed(clock.instant());
      publications.failed(channel.gateway(), e);
    }
  }

  private Publisher loaded() {
    Publisher known = publisher;
    if (known == null) {
      Optional<Release> booted = boots.load();
      booted.ifPresent(this::resume);
      ShardList before =
          booted
              .map(release -> release.shards().list())
              .orElse(new ShardList(ContractVersion.CURRENT, List.of()));
      known = new Publisher(objects, channel.gateway().children(), before, epochs, clock);
      publisher = known;
    }
    return known;
  }

  /**
   * A copy of a lost history is nothing to go back to. One that is older than the head, as after a
   * crash, does not tell what the pods run on.
   */
  private void resume(Release booted) {
    BundleHead head =
        StoredHead.read(objects, ObjectId.configMap(channel.gateway().children().configHead()))
            .head();
    if (head == null || !head.epoch().equals(booted.head().epoch())) {
      return;
    }
    channel.resume(booted);
    if (booted.isOf(head)) {
      publications.resumed(booted);
    }
  }

  private void publish() {
    Publisher loaded = loaded();
    Optional<Acknowledgement> ahead = channel.takeAhead();
    ahead.ifPresent(ack -> loaded.confirmAhead(ack.epoch(), ack.generation()));
    if (!changed.getAndSet(false) && ahead.isEmpty()) {
      return;
    }
    try {
      renderings.get().ifPresent(rendering -> publish(loaded, rendering));
    } catch (RuntimeException e) {
      // The change is not lost: the next attempt publishes it.
      changed.set(true);
      loaded.forget();
      throw e;
    }
  }

  private void publish(Publisher loaded, Rendering rendering) {
    Published published = loaded.publish(rendering);
    channel.published(published);
    publications.published(channel.gateway(), rendering, published);
  }

  private @Nullable Instant publishDue() {
    return changed.get() ? later(clock.instant(), publishing.due()) : null;
  }

  private @Nullable Instant bootDue() {
    if (bootOwed() == null) {
      return null;
    }
    Instant spaced = bootWritten == null ? clock.instant() : bootWritten.plus(BOOT_SPACING);
    return later(spaced, copying.due());
  }

  private @Nullable Release bootOwed() {
    Release release = channel.startingPoint();
    if (release == null || boots.hold(release)) {
      return null;
    }
    return tooLarge != null && tooLarge.isOf(release.head()) ? null : release;
  }

  private void writeBoot() {
    Release release = bootOwed();
    if (release == null) {
      return;
    }
    bootWritten = clock.instant();
    try {
      boots.write(release);
    } catch (LostRaceException e) {
      boots.load();
      throw e;
    } catch (DeliveryException e) {
      tooLarge = release;
      throw e;
    }
  }
}

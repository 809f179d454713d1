package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods of one gateway: who listens, what each should be told, what each told. Publishing hands
 * in what is new; streams and acknowledgements of pods come from their own threads.
 *
 * <p>Safe for all threads. Nothing here waits for a pod or for the API server.
 */
final class GatewayChannel {
  /** More than there are keys that anybody looks after; a bound on what pods can make it hold. */
  private static final int MOST_TOUCHED = 200_000;

  private final GatewayRef gateway;
  private final ReadyPods readyPods;
  private final Clock clock;
  private final Runnable wake;
  private final Runnable progressed;

  private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();
  private final Rollout rollout = new Rollout();
  private final AckTracker tracker = new AckTracker();
  private final Set<String> touched = new HashSet<>();

  /** 0 while keys ride in the configuration. */
  private long keysRevision;

  private @Nullable Denials denials;
  private @Nullable Credentials credentials;
  private @Nullable BundleHead newest;
  private @Nullable Acknowledgement ahead;
  private @Nullable Instant silence;

  /**
   * @param wake calls for {@link #advance}
   * @param progressed says that a pod told something new
   */
  GatewayChannel(
      GatewayRef gateway, ReadyPods readyPods, Clock clock, Runnable wake, Runnable progressed) {
    this.gateway = gateway;
    this.readyPods = readyPods;
    this.clock = clock;
    this.wake = wake;
    this.progressed = progressed;
  }

  GatewayRef gateway() {
    return gateway;
  }

  /** What the fleet was on before this operator started. */
  synchronized void resume(Release release) {
    rollout.resume(release);
  }

  /** What was published, at once for denials, by way of a trial for a configuration. */
  void published(Published published) {
    Map<String, String> ready = readyPods.of(gateway);
    synchronized (this) {
      credentials = published.credentials();
      if (!published.denials().equals(denials)) {
        denials = published.denials();
        subscribers.values().forEach(subscriber -> subscriber.offer(published.denials()));
      }
      newest = published.head();
      Release release = published.release();
      if (release != null) {
        rollout.offer(release);
      }
      tell(ready);
    }
  }

  /**
   * Lets time pass: the next pod tries what has no verdict yet, and one may count as silent now.
   */
  void advance() {
    Map<String, String> ready = readyPods.of(gateway);
    boolean fellSilent;
    synchronized (this) {
      tell(ready);
      Instant now = clock.instant();
      fellSilent = silence != null && !now.isBefore(silence);
      silence = tracker.nextSilence(ready, now);
    }
    if (fellSilent) {
      progressed.run();
    }
  }

  /** When {@link #advance} is to be called again, null when only something new changes anything. */
  synchronized @Nullable Instant due() {
    return Stream.of(
            Optional.ofNullable(rollout.due(subscribers.keySet())), Optional.ofNullable(silence))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** A pod listens. An older stream of the same pod ends. */
  Subscriber subscribe(String pod, @Nullable String digest) {
    Map<String, String> ready = readyPods.of(gateway);
    Subscriber subscriber = new Subscriber(pod, clock.instant());
    synchronized (this) {
      Subscriber older = subscribers.put(pod, subscriber);
      if (older != null) {
        older.close();
      }
      tracker.seen(pod, clock.instant());
      if (denials != null) {
        subscriber.offer(denials);
      }
      if (keysRevision > 0) {
        // What changed while the pod did not listen, nobody knows.
        subscriber.offer(KeyChanges.ofAll(keysRevision));
      }
      if (digest != null) {
        rollout.runs(digest);
      }
      tell(ready);
    }
    wake.run();
    return subscriber;
  }

  /**
   * Keys have changed in the store. The first call says that keys live in one, and that all of them
   * are to be looked up.
   *
   * @return the revision that a pod tells when it knows
   */
  synchronized long keysChanged(Set<String> keyIds) {
    // A revision of an operator before this one must not pass for one of this: it counts on from
    // the time, of which changes are far short.
    boolean first = keysRevision == 0;
    keysRevision = first ? clock.instant().toEpochMilli() : keysRevision + 1;
    KeyChanges changes =
        first
            ? KeyChanges.ofAll(keysRevision)
            : new KeyChanges(keysRevision, false, List.copyOf(keyIds));
    subscribers.values().forEach(subscriber -> subscriber.offer(changes));
    return keysRevision;
  }

  /** Whether keys live in a store, and it holds them. */
  synchronized boolean hasStoredKeys() {
    return keysRevision > 0;
  }

  /** Public ids of the keys that pods touched since this was asked last. */
  synchronized Set<String> takeTouched() {
    Set<String> taken = Set.copyOf(touched);
    touched.clear();
    return taken;
  }

  synchronized void unsubscribe(Subscriber subscriber) {
    subscribers.remove(subscriber.pod(), subscriber);
  }

  /** A pod told something. */
  void acknowledged(Acknowledgement ack) {
    Map<String, String> ready = readyPods.of(gateway);
    synchronized (this) {
      tracker.acknowledged(ack, clock.instant());
      rollout.verdict(ack);
      if (ack.keys() != null && touched.size() < MOST_TOUCHED) {
        touched.addAll(ack.keys().touched());
      }
      if (isAhead(ack)) {
        ahead = ack;
      }
      Subscriber subscriber = subscribers.get(ack.podUid());
      if (subscriber != null) {
        subscriber.acknowledged(ack);
      }
      tell(ready);
    }
    wake.run();
    progressed.run();
  }

  private boolean isAhead(Acknowledgement ack) {
    return newest != null
        && ack.epoch().equals(newest.epoch())
        && ack.generation() > newest.generation();
  }

  /** Whether a pod runs on more than was published. */
  synchronized boolean isAhead() {
    return ahead != null && isAhead(ahead);
  }

  /** A word of a pod that runs on more than was published, told once. */
  synchronized Optional<Acknowledgement> takeAhead() {
    Optional<Acknowledgement> taken = Optional.ofNullable(ahead).filter(this::isAhead);
    ahead = null;
    return taken;
  }

  /** Ready pods try first; each pod hears of what it should be on. */
  private void tell(Map<String, String> ready) {
    List<String> order = new ArrayList<>(subscribers.keySet());
    order.sort((a, b) -> Boolean.compare(ready.containsKey(b), ready.containsKey(a)));
    rollout.advance(order, clock.instant());
    subscribers.forEach((pod, subscriber) -> {
      Release release = rollout.releaseFor(pod);
      if (release != null) {
        subscriber.offer(release);
      }
    });
  }

  /**
   * Whether the pod has said nothing for so long, on this stream or apart from it, that nobody can
   * be at the other end.
   */
  synchronized boolean isDead(Subscriber subscriber) {
    Instant now = clock.instant();
    return !now.isBefore(subscriber.since().plus(AckTracker.SILENCE))
        && tracker.isSilent(subscriber.pod(), now);
  }

  /** Uids of the pods that listen. */
  synchronized Set<String> connected() {
    return Set.copyOf(subscribers.keySet());
  }

  synchronized byte @Nullable [] part(String sha256) {
    byte[] part = rollout.part(sha256);
    return part != null
        ? part
        : subscribers.values().stream()
            .map(subscriber -> subscriber.part(sha256))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  /** Null before the first publishing of this operator. */
  synchronized @Nullable Credentials credentials() {
    return credentials;
  }

  synchronized @Nullable Release startingPoint() {
    return rollout.startingPoint();
  }

  synchronized Optional<Rejection> rejection() {
    return Optional.ofNullable(rollout.rejection());
  }

  /** How far the Ready pods are on the way to a generation. */
  Progress progress(UUID epoch, long generation) {
    Map<String, String> ready = readyPods.of(gateway);
    synchronized (this) {
      return tracker.progress(ready, epoch, generation, clock.instant());
    }
  }

  /** How far the Ready pods are on the way to a revision of the keys in the store. */
  Progress keysProgress(long revision) {
    Map<String, String> ready = readyPods.of(gateway);
    synchronized (this) {
      return tracker.keysProgress(ready, revision, clock.instant());
    }
  }

  /** All streams end. */
  synchronized void close() {
    subscribers.values().forEach(Subscriber::close);
  }
}

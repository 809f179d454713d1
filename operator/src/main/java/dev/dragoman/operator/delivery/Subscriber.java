package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be told to one pod. It holds one head that waits, one set of denials and one of
 * changed keys, never a queue: newer ones take their place or are added to them, and a head waits
 * until the one before is acknowledged. So a slow pod costs nothing and gets the newest.
 *
 * <p>Safe for all threads: those that publish never wait for the one that writes.
 */
final class Subscriber {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final String pod;
  private final Instant since;

  private @Nullable Release sent;
  private @Nullable Release waiting;
  private @Nullable Denials denials;
  private @Nullable KeyChanges keys;
  private boolean acknowledged = true;
  private boolean closed;

  /** One event of the stream. */
  record Event(String name, String data) {}

  Subscriber(String pod, Instant since) {
    this.pod = pod;
    this.since = since;
  }

  /** When the pod connected. */
  Instant since() {
    return since;
  }

  String pod() {
    return pod;
  }

  void offer(Release release) {
    locked(() -> {
      Release last = waiting == null ? sent : waiting;
      if (last == null || release.head().supersedes(last.head())) {
        waiting = release;
      }
    });
  }

  void offer(Denials newest) {
    locked(() -> denials = newest);
  }

  /** Changes of keys add up until they are told. */
  void offer(KeyChanges changes) {
    locked(() -> keys = keys == null ? changes : keys.and(changes));
  }

  /**
   * The pod has spoken of a head: the next one may go. A pod that is further than what it was told
   * of, as when this operator has forgotten what it published last, says how far it is.
   */
  void acknowledged(Acknowledgement ack) {
    locked(() -> {
      if (sent != null && ack.answers(sent.head())) {
        acknowledged = true;
      }
    });
  }

  /**
   * A part of the head that the pod was told of and has not spoken of yet. However far the fleet is
   * by then, a pod that is at it must come to its end: until it speaks it hears of no other.
   */
  byte @Nullable [] part(String sha256) {
    lock.lock();
    try {
      return sent == null || acknowledged ? null : sent.part(sha256);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    locked(() -> closed = true);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next event, a ping when there is none for {@code silence}, and nothing when the stream is
   * to end.
   */
  Optional<Event> next(Duration silence) throws InterruptedException {
    lock.lock();
    try {
      long left = silence.toNanos();
      while (true) {
        if (closed) {
          return Optional.empty();
        }
        Event event = poll();
        if (event != null) {
          return Optional.of(event);
        }
        if (left <= 0) {
          return Optional.of(new Event(DeliveryPaths.PING, ""));
        }
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Denials and keys first: they wait for nothing. */
  private @Nullable Event poll() {
    Denials deny = denials;
    if (deny != null) {
      denials = null;
      return new Event(DeliveryPaths.DENIALS, ContractJson.text(deny));
    }
    KeyChanges changes = keys;
    if (changes != null) {
      keys = null;
      return new Event(DeliveryPaths.KEYS, ContractJson.text(changes));
    }
    Release release = waiting;
    if (release != null && acknowledged) {
      waiting = null;
      sent = release;
      acknowledged = false;
      return new Event(DeliveryPaths.HEAD, ContractJson.text(release.head()));
    }
    return null;
  }
}

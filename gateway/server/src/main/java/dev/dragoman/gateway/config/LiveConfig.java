package dev.dragoman.gateway.config;

import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.protocol.envelope.KeyRing;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the configuration while requests run. A new one is compiled aside and then put into
 * force by one write: requests that run keep the snapshot that they started with, the next ones
 * take the new. What is denied lies over every configuration, the later ones included. Thread-safe;
 * offers are dealt with one after the other.
 */
public final class LiveConfig {
  private final HttpAccounts accounts;
  private final Clock clock;
  private final ApplyListener listener;
  private final ConfigHolder holder = new ConfigHolder();
  private volatile @Nullable Configuration inForce;
  private CompiledConfig compiled = CompiledConfig.NONE;
  private Denials denials = Denials.NONE;

  /** Nothing is in force until something is applied. */
  public LiveConfig(HttpAccounts accounts, Clock clock, ApplyListener listener) {
    this.accounts = accounts;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Puts the first configuration into force at once.
   *
   * @throws IllegalArgumentException when it does not compile
   */
  public static LiveConfig serving(
      Configuration first, HttpAccounts accounts, Clock clock, ApplyListener listener) {
    LiveConfig live = new LiveConfig(accounts, clock, listener);
    live.start(first);
    return live;
  }

  private synchronized void start(Configuration first) {
    long start = System.nanoTime();
    listener.offered(first, applied(putIntoForce(first)), since(start));
  }

  /** What requests read the snapshot of now from. */
  public ConfigHolder holder() {
    return holder;
  }

  /** What is in force, as it was delivered; null before there is something. Never waits. */
  public @Nullable GatewayConfig inForce() {
    Configuration now = inForce;
    return now == null ? null : now.config();
  }

  /**
   * Puts a configuration into force. One that does not compile changes nothing, nor does one that
   * is older than the one in force: a source that is overtaken by itself must not undo what it
   * brought. The same generation is applied again: a source may deliver twice, and credentials
   * change apart from generations (kubernetes.md 3.2). One of another epoch is applied whatever its
   * number. Compiles what has changed since the one in force, so it is not for event loops.
   */
  public synchronized ApplyOutcome apply(Configuration next) {
    long start = System.nanoTime();
    ApplyOutcome outcome = outcomeOf(next);
    listener.offered(next, outcome, since(start));
    return outcome;
  }

  /**
   * Refuses what is denied from the next request on, whatever the configuration in force says, and
   * goes on refusing it under those that follow. Denials of a lower or the same revision change
   * nothing. Compiles what they refuse.
   *
   * @return whether they are newer than those that were obeyed
   */
  public synchronized boolean deny(Denials next) {
    if (next.revision() <= denials.revision()) {
      return false;
    }
    denials = next;
    if (inForce != null) {
      putIntoForce(inForce);
    }
    return true;
  }

  private ApplyOutcome outcomeOf(Configuration next) {
    long offered = next.config().generation();
    long kept = inForce == null ? ApplyOutcome.NOTHING : inForce.config().generation();
    if (inForce != null && next.isOlderThan(inForce)) {
      return new Stale(offered, kept);
    }
    try {
      return applied(putIntoForce(next));
    } catch (IllegalArgumentException e) {
      return new Rejected(offered, kept, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Compiles aside, then writes once.
   *
   * @throws IllegalArgumentException when it does not compile; nothing has changed then
   */
  private RuntimeConfig putIntoForce(Configuration next) {
    GatewayConfig allowed = Refusals.in(next.config(), denials);
    HttpAccounts.Draft draft = accounts.draft();
    CompiledConfig made = ConfigCompiler.compile(allowed, next.credentials(), compiled, draft);
    KeyRing envelopeKeys = FleetKeyRing.of(next.credentials());
    RuntimeConfig snapshot = made.snapshot(allowed, envelopeKeys, clock.instant());
    listener.applying(next);
    holder.replace(snapshot);
    accounts.adopt(draft, made.longestExchange());
    compiled.replacedBy(made);
    compiled = made;
    inForce = next;
    return snapshot;
  }

  private static Applied applied(RuntimeConfig snapshot) {
    return new Applied(snapshot.generation(), snapshot.problems());
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}

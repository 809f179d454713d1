package dev.dragoman.gateway.config;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.time.Clock;
import java.time.Duration;

/**
 * Replaces the configuration while requests run. A new one is compiled aside and then put into
 * force by one write: requests that run keep the snapshot that they started with, the next ones
 * take the new. Thread-safe; offers are dealt with one after the other.
 */
public final class LiveConfig {
  private final HttpAccounts accounts;
  private final Clock clock;
  private final ApplyListener listener;
  private final ConfigHolder holder;

  /**
   * Puts the first configuration into force.
   *
   * @throws IllegalArgumentException when it does not compile
   */
  public LiveConfig(
      Configuration first, HttpAccounts accounts, Clock clock, ApplyListener listener) {
    this.accounts = accounts;
    this.clock = clock;
    this.listener = listener;
    long start = System.nanoTime();
    HttpAccounts.Draft draft = accounts.draft();
    RuntimeConfig compiled = ConfigCompiler.compile(first, draft, clock);
    this.holder = new ConfigHolder(compiled);
    accounts.adopt(draft, longestExchange(first.config()));
    listener.offered(first, applied(compiled), since(start));
  }

  /** What requests read the snapshot of now from. */
  public ConfigHolder holder() {
    return holder;
  }

  /**
   * Puts a configuration into force. One that does not compile changes nothing, nor does one that
   * is older than the one in force: a source that is overtaken by itself must not undo what it
   * brought. The same generation is applied again: a source may deliver twice, and credentials
   * change apart from generations (kubernetes.md 3.2). Takes as long as the compilation, so it is
   * not for event loops.
   */
  public synchronized ApplyOutcome apply(Configuration next) {
    long start = System.nanoTime();
    ApplyOutcome outcome = outcomeOf(next);
    listener.offered(next, outcome, since(start));
    return outcome;
  }

  private ApplyOutcome outcomeOf(Configuration next) {
    long offered = next.config().generation();
    long inForce = holder.current().generation();
    if (offered < inForce) {
      return new Stale(offered, inForce);
    }
    HttpAccounts.Draft draft = accounts.draft();
    RuntimeConfig compiled;
    try {
      compiled = ConfigCompiler.compile(next, draft, clock);
    } catch (IllegalArgumentException e) {
      return new Rejected(offered, inForce, String.valueOf(e.getMessage()));
    }
    holder.replace(compiled);
    accounts.adopt(draft, longestExchange(next.config()));
    return applied(compiled);
  }

  private static Applied applied(RuntimeConfig compiled) {
    return new Applied(compiled.generation(), compiled.problems());
  }

  private static Duration longestExchange(GatewayConfig config) {
    return config.routes().stream()
        .map(route -> RuntimePolicy.of(route).total())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}

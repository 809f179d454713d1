package dev.dragoman.gateway.config;

import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.time.Instant;
import reactor.core.scheduler.Schedulers;

/** Snapshots that tests look at and that no request runs on. */
public final class Snapshots {
  private Snapshots() {}

  /**
   * Compiles a configuration.
   *
   * @throws IllegalArgumentException as for one that is served
   */
  public static RuntimeConfig of(Configuration configuration) {
    try (HttpAccounts accounts = new HttpAccounts(Schedulers.immediate())) {
      return ConfigCompiler.compile(
              configuration.config(),
              configuration.credentials(),
              CompiledConfig.NONE,
              accounts.draft())
          .snapshot(
              configuration.config(), FleetKeyRing.of(configuration.credentials()), Instant.EPOCH);
    }
  }
}

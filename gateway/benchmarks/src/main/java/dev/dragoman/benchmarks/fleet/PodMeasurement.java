package dev.dragoman.benchmarks.fleet;

import dev.dragoman.benchmarks.Times;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.Shards;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.source.DiskCopy;
import dev.dragoman.gateway.source.Intake;
import dev.dragoman.gateway.source.Origin;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.scheduler.Schedulers;

/**
 * Times what a pod does with the heads of a large gateway once their parts are fetched: verify,
 * parse, compile, swap, write the copy on disk. Two configurations that differ by one route come in
 * turns, so each head is a change of one shard.
 */
final class PodMeasurement {
  private static final UUID EPOCH = new UUID(1, 1);

  private final FleetPlan plan;
  private final GatewayConfig config;
  private final List<Shards> turns;
  private final Credentials credentials;
  private long generation;

  PodMeasurement(FleetPlan plan, GatewayConfig config) {
    this.plan = plan;
    this.config = config;
    this.turns = List.of(Shards.of(config), Shards.of(edited(config)));
    this.credentials = credentials(config);
  }

  PodFigures run() {
    Path folder = folder();
    try (HttpAccounts accounts = new HttpAccounts(Schedulers.single())) {
      Times first = Times.of(0, 1, _ -> take(intake(accounts, folder), next()));
      Intake intake = intake(accounts, folder);
      take(intake, next());
      Times edited = Times.of(plan.warmUp(), plan.rounds(), _ -> take(intake, next()));
      Times denied = Times.of(plan.warmUp(), plan.rounds(), round -> deny(intake, round));
      return new PodFigures(first, edited, denied);
    } finally {
      delete(folder);
    }
  }

  /** A pod whose credentials have arrived. */
  private Intake intake(HttpAccounts accounts, Path folder) {
    LiveConfig live =
        new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});
    Intake intake = new Intake(live, new DiskCopy(folder, Silence.INSTANCE), Silence.INSTANCE);
    intake.hold(credentials, Origin.STREAM);
    return intake;
  }

  private Bundle next() {
    generation++;
    Shards shards = turns.get((int) (generation % turns.size()));
    return new Bundle(
        new BundleHead(
            ContractVersion.CURRENT,
            EPOCH,
            generation,
            shards.list().digest(),
            List.of(),
            credentials.revision(),
            0,
            0),
        shards,
        Denials.NONE);
  }

  private void take(Intake intake, Bundle bundle) {
    ApplyOutcome outcome = intake.take(bundle, Origin.STREAM);
    if (!outcome.equals(new Applied(generation, List.of()))) {
      throw new IllegalStateException("the pod says " + outcome);
    }
  }

  private void deny(Intake intake, int round) {
    List<String> keyIds = config.keys().stream().limit(round + 1L).map(key -> key.keyId()).toList();
    intake.deny(new Denials(round + 1L, keyIds, List.of(), List.of()));
    if (intake.denialsRevision() != round + 1L) {
      throw new IllegalStateException("the pod does not obey a denial");
    }
  }

  /** The same, but that the first backend of one route weighs more. */
  private static GatewayConfig edited(GatewayConfig config) {
    List<RouteEntry> routes = new ArrayList<>(config.routes());
    RouteEntry route = routes.get(routes.size() / 2);
    List<BackendEntry> backends = new ArrayList<>(route.backends());
    BackendEntry first = backends.getFirst();
    backends.set(
        0,
        new BackendEntry(
            first.name(),
            first.provider(),
            first.model(),
            first.weight() + 1,
            first.priority(),
            first.timeouts(),
            first.headers(),
            first.set()));
    routes.set(routes.size() / 2, route.withBackends(backends));
    return config.withUpstreams(config.providers(), routes);
  }

  private static Credentials credentials(GatewayConfig config) {
    Map<String, String> values = new TreeMap<>();
    config.providers().stream()
        .map(provider -> provider.auth().credential())
        .filter(Objects::nonNull)
        .map(CredentialRef::name)
        .forEach(name -> values.put(name, "any"));
    return new Credentials(1, values);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("dragoman-pod");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

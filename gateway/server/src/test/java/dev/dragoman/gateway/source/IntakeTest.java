package dev.dragoman.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.Shards;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

class IntakeTest {
  @TempDir Path folder;
  private final SourceEvents events = new SourceEvents();
  private final HttpAccounts accounts = new HttpAccounts(Schedulers.parallel());
  private final List<ApplyOutcome> applied = new ArrayList<>();
  private final LiveConfig live =
      new LiveConfig(
          accounts, Clock.systemUTC(), (configuration, outcome, took) -> applied.add(outcome));
  private Intake intake;

  @BeforeEach
  void intake() {
    intake = new Intake(live, new DiskCopy(folder, events), events);
  }

  @AfterEach
  void stop() {
    accounts.close();
  }

  @Test
  void whatIsInForceAlreadyIsNotCompiledAgain() {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 1, "smart");
    intake.take(bundle, Origin.DISK);

    // When
    ApplyOutcome again = intake.take(bundle, Origin.STREAM);

    // Then
    assertThat(again).isInstanceOf(Applied.class);
    assertThat(applied).hasSize(1);
  }

  @Test
  void theEntriesOfAShardThatStayedAreTheSameObjects() {
    // Given
    intake.take(Bundles.of(Bundles.EPOCH, 1, "one"), Origin.STREAM);
    RouteEntry one = entry("one");

    // When
    intake.take(Bundles.of(Bundles.EPOCH, 2, "one", "two"), Origin.STREAM);

    // Then
    assertThat(Shards.idOf("two")).isNotEqualTo(Shards.idOf("one"));
    assertThat(entry("one")).isSameAs(one);
  }

  private RouteEntry entry(String name) {
    return Objects.requireNonNull(intake.config()).routes().stream()
        .filter(route -> route.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void otherCredentialsApplyTheSameConfigurationAgain() {
    // Given
    Bundle bundle = Bundles.locked(Bundles.EPOCH, 1, 1, "smart");
    intake.take(bundle, Origin.STREAM);

    // When
    intake.hold(new Credentials(1, Map.of(Bundles.CREDENTIAL.name(), "value")), Origin.STREAM);
    ApplyOutcome again = intake.take(bundle, Origin.STREAM);

    // Then
    assertThat(again).isEqualTo(new Applied(1, List.of()));
    assertThat(applied).hasSize(2);
  }

  @Test
  void aCopyWithOlderCredentialsChangesNothing() {
    // Given
    intake.hold(new Credentials(5, Map.of("name", "new")), Origin.STREAM);

    // When
    intake.hold(new Credentials(4, Map.of("name", "old")), Origin.MOUNTED);

    // Then
    assertThat(intake.credentialsRevision()).isEqualTo(5);
  }

  @Test
  void theStreamsCredentialsAreBelievedWhateverTheirRevision() {
    // Given
    intake.hold(new Credentials(900, Map.of("name", "old")), Origin.DISK);

    // When
    intake.hold(new Credentials(2, Map.of("name", "new")), Origin.STREAM);

    // Then
    assertThat(intake.credentialsRevision()).isEqualTo(2);
  }

  @Test
  void anOlderGenerationIsStaleAndARejectedOneLeavesTheOneInForce() {
    // Given
    Bundle current = Bundles.of(Bundles.EPOCH, 5, "smart");
    intake.take(current, Origin.STREAM);

    // When
    ApplyOutcome older = intake.take(Bundles.of(Bundles.EPOCH, 4, "old"), Origin.STREAM);
    ApplyOutcome broken = intake.take(Bundles.inconsistent(Bundles.EPOCH, 6), Origin.STREAM);

    // Then
    assertThat(older).isEqualTo(new Stale(4, 5));
    assertThat(broken).isInstanceOf(Rejected.class);
    assertThat(intake.head()).isEqualTo(current.head());
  }

  @Test
  void theHighestRevisionOfDenialsWins() {
    // When
    intake.deny(new Denials(5, List.of(), List.of("five"), List.of()));
    intake.deny(new Denials(4, List.of(), List.of("four"), List.of()));

    // Then
    assertThat(intake.denialsRevision()).isEqualTo(5);
    assertThat(events.count("denied")).isEqualTo(1);
  }
}

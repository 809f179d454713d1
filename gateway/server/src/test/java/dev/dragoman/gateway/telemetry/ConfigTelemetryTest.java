package dev.dragoman.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.config.Configuration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTelemetryTest {
  private final SettableClock clock = SettableClock.at("2026-11-24T12:00:00Z");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ConfigTelemetry telemetry = new ConfigTelemetry(registry, clock);

  private void offer(ApplyOutcome outcome) {
    GatewayEntry gateway =
        GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of());
    Configuration configuration =
        new Configuration(
            GatewayConfig.of(outcome.generation(), gateway, List.of(), List.of(), List.of()),
            Map.of());
    telemetry.offered(configuration, outcome, Duration.ofMillis(7));
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double reloads(String outcome) {
    return registry
        .get("dragoman.gateway.config.reloads")
        .tag("outcome", outcome)
        .counter()
        .count();
  }

  @Test
  void theGenerationInForceAgesUntilTheNextIsApplied() {
    // Given
    offer(new Applied(7, List.of("a problem")));
    clock.advance(Duration.ofSeconds(90));

    // When
    offer(new Rejected(8, 7, "inconsistent"));
    offer(new Stale(6, 7));

    // Then
    assertThat(gauge("dragoman.gateway.config.generation")).isEqualTo(7);
    assertThat(gauge("dragoman.gateway.config.age")).isEqualTo(90);
    offer(new Applied(9, List.of()));
    assertThat(gauge("dragoman.gateway.config.generation")).isEqualTo(9);
    assertThat(gauge("dragoman.gateway.config.age")).isZero();
  }

  @Test
  void eachOutcomeIsCountedAndOnlyWhatIsAppliedIsTimed() {
    // When
    offer(new Applied(1, List.of()));
    offer(new Applied(2, List.of()));
    offer(new Rejected(3, 2, "inconsistent"));

    // Then
    assertThat(reloads("applied")).isEqualTo(2);
    assertThat(reloads("rejected")).isEqualTo(1);
    assertThat(reloads("stale")).isZero();
    assertThat(registry.get("dragoman.gateway.config.apply").timer().count()).isEqualTo(2);
  }
}

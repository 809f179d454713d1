package dev.dragoman.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.source.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SourceTelemetryTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SourceTelemetry telemetry = new SourceTelemetry(registry);

  private double source(String name) {
    return registry.get("dragoman.gateway.config.source").tag("source", name).gauge().value();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void oneOriginIsTheSourceAtATime() {
    // When
    telemetry.inForce(Origin.DISK);
    telemetry.inForce(Origin.STREAM);

    // Then
    assertThat(source("disk")).isZero();
    assertThat(source("mounted")).isZero();
    assertThat(source("stream")).isEqualTo(1);
  }

  @Test
  void theStreamIsConnectedUntilItIsNot() {
    // When
    telemetry.connected("10.0.0.1");
    double connected = gauge("dragoman.gateway.config.stream.connected");
    telemetry.disconnected("the operator ended the stream");

    // Then
    assertThat(connected).isEqualTo(1);
    assertThat(gauge("dragoman.gateway.config.stream.connected")).isZero();
  }

  @Test
  void aCopyThatCannotBeWrittenShowsUntilItCan() {
    // When
    telemetry.copyFailed("No space left on device");
    double failing = gauge("dragoman.gateway.config.copy.failing");
    telemetry.copyRecovered();

    // Then
    assertThat(failing).isEqualTo(1);
    assertThat(gauge("dragoman.gateway.config.copy.failing")).isZero();
  }

  @Test
  void whatIsRefusedBeforeItIsCompiledIsARejectedReload() {
    // Given
    new ConfigTelemetry(registry, SettableClock.at("2026-11-28T12:00:00Z"));

    // When
    telemetry.refused(null, "shard 7: its content is not what its digest says");

    // Then
    assertThat(
            registry
                .get("dragoman.gateway.config.reloads")
                .tag("outcome", "rejected")
                .counter()
                .count())
        .isEqualTo(1);
  }
}

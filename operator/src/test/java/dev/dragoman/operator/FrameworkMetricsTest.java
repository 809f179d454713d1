package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameworkMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double failures(String controller) {
    return registry
        .get("dragoman.operator.reconciliations")
        .tags("controller", controller, "outcome", "failure")
        .counter()
        .count();
  }

  @Test
  void failuresAreCountedFromZero() {
    // Given: an increase from nothing is none to Prometheus
    FrameworkMetrics.install(registry, List.of("route", "key"));
    double before = failures("route");

    // When: as the framework does
    Counter.builder(MicrometerMetricsV2.RECONCILIATIONS_FAILED)
        .tag("controller.name", "route")
        .register(registry)
        .increment();

    // Then
    assertThat(before).isZero();
    assertThat(failures("route")).isEqualTo(1);
    assertThat(failures("key")).isZero();
  }

  @Test
  void allHaveUnitAndDescription() {
    // When
    FrameworkMetrics.install(registry, List.of("route"));

    // Then
    assertThat(registry.getMeters())
        .isNotEmpty()
        .extracting(Meter::getId)
        .allSatisfy(id -> {
          assertThat(id.getBaseUnit()).isNotBlank();
          assertThat(id.getDescription()).isNotBlank();
          assertThat(id.getName()).startsWith("dragoman.operator.");
        });
  }

  @Test
  void whatOtherMetricsSayAlreadyIsLeftOut() {
    // Given
    FrameworkMetrics.install(registry, List.of());

    // When
    Counter.builder(MicrometerMetricsV2.RECONCILIATIONS_STARTED)
        .tag("controller.name", "route")
        .register(registry)
        .increment();

    // Then
    assertThat(registry.getMeters()).isEmpty();
  }
}

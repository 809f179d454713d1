package dev.dragoman.operator.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.MovableClock;
import dev.dragoman.operator.delivery.PodProgress;
import dev.dragoman.operator.delivery.PodProgress.State;
import dev.dragoman.operator.delivery.Progress;
import dev.dragoman.operator.delivery.Publication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {
  private static final ObjectName GATEWAY = new ObjectName("llm", "main");
  private static final UUID EPOCH = UUID.randomUUID();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MovableClock clock = MovableClock.standing();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, clock);

  private double lagSeconds() {
    return registry.get("dragoman.operator.convergence.lag").gauge().value();
  }

  private void told(long generation, Instant seen, State... states) {
    BundleHead head = new BundleHead(1, EPOCH, generation, "0".repeat(64), List.of(), 1, 0, 1);
    List<PodProgress> pods =
        Stream.of(states)
            .map(state -> new PodProgress("uid", "pod", state, generation, List.of()))
            .toList();
    metrics.progressed(
        GATEWAY, new Publication(head, 10, seen, seen, null, Map.of()), new Progress(pods));
  }

  @Test
  void aChangeLagsUntilTheLastPodServesIt() {
    // Given
    Instant first = clock.instant();
    told(1, first, State.Current, State.Current);
    clock.pass(Duration.ofHours(1));
    Instant second = clock.instant();

    // When
    clock.pass(Duration.ofSeconds(2));
    told(2, second, State.Current, State.Behind);
    clock.pass(Duration.ofSeconds(88));
    double meanwhile = lagSeconds();
    told(2, second, State.Current, State.Current);

    // Then
    assertThat(meanwhile).isEqualTo(90);
    assertThat(lagSeconds()).isZero();
  }

  @Test
  void aPodThatStartsLateLagsFromWhenItIsReady() {
    // Given
    Instant seen = clock.instant();
    told(1, seen, State.Current);
    clock.pass(Duration.ofDays(3));

    // When
    told(1, seen, State.Current, State.Behind);
    clock.pass(Duration.ofSeconds(1));

    // Then
    assertThat(lagSeconds()).isEqualTo(1);
  }

  @Test
  void whatNobodyServesLagsForNobody() {
    // When
    told(1, clock.instant());
    clock.pass(Duration.ofHours(1));

    // Then
    assertThat(lagSeconds()).isZero();
  }
}

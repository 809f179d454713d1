package dev.dragoman.operator.publishing;

import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.MetricNames;
import dev.dragoman.operator.delivery.PodProgress;
import dev.dragoman.operator.delivery.Progress;
import dev.dragoman.operator.delivery.Publication;
import dev.dragoman.operator.fleets.FleetState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Measures delivery. Labels name gateways and kinds, never single routes or keys. Thread-safe. */
public final class DeliveryMetrics {
  private static final String GATEWAY = "gateway";
  private static final double MILLIS = 1e3;

  private final Clock clock;
  private final Timer propagation;
  private final MultiGauge pods;
  private final MultiGauge bytes;
  private final MultiGauge lags;
  private final MultiGauge objects;
  private final Map<ObjectName, Seen> gateways = new ConcurrentSkipListMap<>();

  /**
   * What was told of a gateway last.
   *
   * @param complete the newest generation that all pods were seen to serve
   * @param behind since when a Ready pod has not served the newest, null while none is behind
   */
  private record Seen(
      Publication publication, Progress progress, long complete, @Nullable Instant behind) {}

  /** Registers the metrics. */
  public DeliveryMetrics(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.propagation =
        Timer.builder(MetricNames.PROPAGATION)
            .description("From the first change seen to the last Ready pod that serves it")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(10))
            .maximumExpectedValue(Duration.ofSeconds(60))
            .register(meters);
    this.pods =
        MultiGauge.builder(MetricNames.PODS)
            .description("Ready pods by how far they are with the newest configuration")
            .baseUnit("pods")
            .register(meters);
    this.bytes =
        MultiGauge.builder(MetricNames.BUNDLE_BYTES)
            .description("Size of the configuration, compressed")
            .baseUnit("bytes")
            .register(meters);
    this.objects =
        MultiGauge.builder(MetricNames.OBJECTS)
            .description("Objects by kind and verdict")
            .baseUnit("objects")
            .register(meters);
    this.lags =
        MultiGauge.builder(MetricNames.CONVERGENCE_LAG)
            .description("How long the newest configuration has waited for the last Ready pod")
            .baseUnit("seconds")
            .register(meters);
  }

  void resolved(FleetState state) {
    List<Row<?>> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (boolean accepted : List.of(true, false)) {
        long count =
            state.facts().entrySet().stream()
                .filter(entry ->
                    entry.getKey().kind() == kind
                        && entry.getValue().verdict().accepted() == accepted)
                .count();
        rows.add(Row.of(Tags.of("kind", kind.name(), "accepted", "" + accepted), count));
      }
    }
    objects.register(rows, true);
  }

  void progressed(ObjectName gateway, Publication publication, Progress progress) {
    long generation = publication.head().generation();
    gateways.compute(
        gateway,
        (_, before) -> {
          boolean known = before == null || before.complete >= generation;
          if (progress.isComplete() && !known) {
            propagation.record(Duration.between(publication.seen(), clock.instant()));
          }
          long complete = before == null ? generation : before.complete;
          return new Seen(
              publication,
              progress,
              progress.isComplete() ? generation : complete,
              behind(before, publication, progress));
        });
    show();
  }

  /** A pod that starts late is behind from when it is Ready, not since the last change. */
  private @Nullable Instant behind(
      @Nullable Seen before, Publication publication, Progress progress) {
    if (progress.total() == 0 || progress.isComplete()) {
      return null;
    }
    if (before != null && before.behind != null) {
      return before.behind;
    }
    boolean isNew =
        before != null && before.publication.head().generation() != publication.head().generation();
    return isNew ? publication.seen() : clock.instant();
  }

  private double lagSeconds(Seen seen) {
    return seen.behind == null
        ? 0
        : Math.max(0, Duration.between(seen.behind, clock.instant()).toMillis() / MILLIS);
  }

  void forget(ObjectName gateway) {
    gateways.remove(gateway);
    show();
  }

  private void show() {
    List<Row<?>> states = new ArrayList<>();
    List<Row<?>> sizes = new ArrayList<>();
    List<Row<?>> waits = new ArrayList<>();
    gateways.forEach((name, seen) -> {
      waits.add(Row.of(Tags.of(GATEWAY, name.toString()), seen, this::lagSeconds));
      sizes.add(Row.of(Tags.of(GATEWAY, name.toString()), seen.publication.bytes()));
      for (PodProgress.State state : PodProgress.State.values()) {
        states.add(
            Row.of(
                Tags.of(GATEWAY, name.toString(), "state", state.name()),
                seen.progress.in(state).size()));
      }
    });
    pods.register(states, true);
    bytes.register(sizes, true);
    lags.register(waits, true);
  }
}

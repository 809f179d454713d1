package dev.dragoman.operator;

import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives what the framework measures names of this operator, units and descriptions. What it counts
 * that says no more than another metric is left out.
 */
final class FrameworkMetrics implements MeterFilter {
  private static final String CONTROLLER = "controller.name";
  private static final Tag SUCCESS = Tag.of("outcome", "success");
  private static final Tag FAILURE = Tag.of("outcome", "failure");

  private static final Named RECONCILIATIONS =
      new Named(MetricNames.RECONCILIATIONS, "reconciliations", "Reconciliations by outcome");

  private static final Map<String, Named> NAMES =
      Map.of(
          MicrometerMetricsV2.RECONCILIATIONS_SUCCESS,
          RECONCILIATIONS.with(SUCCESS),
          MicrometerMetricsV2.RECONCILIATIONS_FAILED,
          RECONCILIATIONS.with(FAILURE),
          MicrometerMetricsV2.RECONCILIATIONS_RETRIES_NUMBER,
          new Named(MetricNames.RETRIES, "retries", "Reconciliations that failed before"),
          MicrometerMetricsV2.RECONCILIATIONS_EXECUTIONS_GAUGE,
          new Named(
              MetricNames.ACTIVE_RECONCILIATIONS, "reconciliations", "Reconciliations that run"),
          MicrometerMetricsV2.RECONCILIATIONS_QUEUE_SIZE_GAUGE,
          new Named(
              MetricNames.QUEUED_RECONCILIATIONS, "reconciliations", "Reconciliations that wait"),
          MicrometerMetricsV2.RECONCILIATION_EXECUTION_DURATION,
          new Named(MetricNames.RECONCILIATION_DURATION, "seconds", "Time that one takes"));

  private static final List<String> LEFT_OUT =
      List.of(
          MicrometerMetricsV2.RECONCILIATIONS_STARTED,
          MicrometerMetricsV2.NUMBER_OF_RESOURCE_GAUGE,
          "events.received");

  private record Named(String name, String unit, String description, List<Tag> tags) {
    Named(String name, String unit, String description) {
      this(name, unit, description, List.of());
    }

    Named with(Tag tag) {
      return new Named(name, unit, description, List.of(tag));
    }
  }

  private FrameworkMetrics() {}

  /**
   * Applies to what is registered from now on.
   *
   * @param controllers whose reconciliations are counted from zero
   */
  static void install(MeterRegistry meters, List<String> controllers) {
    meters.config().meterFilter(new FrameworkMetrics());
    for (String controller : controllers) {
      for (String name :
          List.of(
              MicrometerMetricsV2.RECONCILIATIONS_SUCCESS,
              MicrometerMetricsV2.RECONCILIATIONS_FAILED,
              MicrometerMetricsV2.RECONCILIATIONS_RETRIES_NUMBER)) {
        Counter.builder(name).tag(CONTROLLER, controller).register(meters);
      }
    }
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    Named named = NAMES.get(id.getName());
    if (named == null) {
      return id;
    }
    List<Tag> tags = new ArrayList<>(named.tags);
    for (Tag tag : id.getTags()) {
      tags.add(tag.getKey().equals(CONTROLLER) ? Tag.of("controller", tag.getValue()) : tag);
    }
    return new Meter.Id(named.name, Tags.of(tags), named.unit, named.description, id.getType());
  }
}

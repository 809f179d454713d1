package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.responses.LiveResponses;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts answers that should have been stored and were not. */
public final class ResponseMetrics {
  private final MeterRegistry registry;

  public ResponseMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Watches the answers for as long as they are stored. */
  public void watch(LiveResponses responses) {
    FunctionCounter.builder(MetricNames.LOST_RESPONSES, responses, LiveResponses::lost)
        .description("Answers that could not be written to the store though clients asked for it")
        .baseUnit("responses")
        .register(registry);
  }
}

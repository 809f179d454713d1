package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.memory.SharedThoughtMemory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Counts what becomes of thoughts that a store keeps for clients that drop them. */
public final class ThoughtMetrics {
  private final MeterRegistry registry;

  public ThoughtMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Watches the memory for as long as it lives. */
  public void watch(SharedThoughtMemory memory) {
    lookUps(memory, "answered", SharedThoughtMemory::answered);
    lookUps(memory, "late", SharedThoughtMemory::late);
    lookUps(memory, "failed", SharedThoughtMemory::failed);
    lookUps(memory, "skipped", SharedThoughtMemory::skipped);
    FunctionCounter.builder(MetricNames.LOST_THOUGHTS, memory, SharedThoughtMemory::lost)
        .description("Calls whose thoughts could not be written to the store")
        .baseUnit("thoughts")
        .register(registry);
  }

  private void lookUps(
      SharedThoughtMemory memory, String outcome, ToDoubleFunction<SharedThoughtMemory> count) {
    FunctionCounter.builder(MetricNames.THOUGHT_LOOKUPS, memory, count)
        .description("Look-ups of thoughts that clients dropped, one for a request at most")
        .baseUnit("lookups")
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }
}

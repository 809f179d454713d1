package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.keys.StoredKeys;
import dev.dragoman.gateway.stores.LiveStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Tells whether the store of keys and usage can be had. */
public final class StoreMetrics {
  private final MeterRegistry registry;

  /** Watches both for as long as they live. */
  public StoreMetrics(MeterRegistry registry, LiveStore store, StoredKeys keys) {
    this.registry = registry;
    Gauge.builder(MetricNames.STORE_OPEN, store, known -> known.isOpen() ? 1 : 0)
        .description("Whether the store that the configuration names is open")
        .register(registry);
    lookUps(keys, "found", StoredKeys::found);
    lookUps(keys, "absent", StoredKeys::absent);
    lookUps(keys, "failed", StoredKeys::failed);
  }

  private void lookUps(StoredKeys keys, String outcome, ToDoubleFunction<StoredKeys> count) {
    FunctionCounter.builder(MetricNames.KEY_LOOKUPS, keys, count)
        .description("Look-ups of API keys in the store; what the cache answers is none")
        .baseUnit("lookups")
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }
}

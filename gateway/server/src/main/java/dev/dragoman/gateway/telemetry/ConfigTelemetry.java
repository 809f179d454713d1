package dev.dragoman.gateway.telemetry;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.gateway.config.ApplyListener;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.config.Configuration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells which configuration is in force, since when, and what became of each that was offered. */
public final class ConfigTelemetry implements ApplyListener {
  private static final Logger LOG = LoggerFactory.getLogger("dragoman.config");
  private static final int PROBLEMS_SHOWN = 10;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Clock clock;
  private final Counter applied;
  private final Counter rejected;
  private final Counter stale;
  private final Timer duration;
  private volatile InForce inForce;

  /** Telemetry of a process that has no configuration yet. */
  public ConfigTelemetry(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.inForce = new InForce(0, clock.instant());
    this.applied = reloads(registry, "applied");
    this.rejected = reloads(registry, "rejected");
    this.stale = reloads(registry, "stale");
    this.duration =
        Timer.builder(MetricNames.CONFIG_APPLY)
            .description("Time to compile a configuration and to put it into force")
            .register(registry);
    Gauge.builder(MetricNames.CONFIG_GENERATION, this, self -> self.inForce.generation)
        .description("Generation of the configuration in force")
        .baseUnit("generation")
        .register(registry);
    Gauge.builder(MetricNames.CONFIG_AGE, this, ConfigTelemetry::ageSeconds)
        .description("Time since the configuration in force was applied")
        .baseUnit("seconds")
        .register(registry);
  }

  private record InForce(long generation, Instant since) {}

  /** The counter of one outcome; a registry has it once. */
  static Counter reloads(MeterRegistry registry, String outcome) {
    return Counter.builder(MetricNames.CONFIG_RELOADS)
        .description("Configurations that were offered, the first included")
        .baseUnit("reloads")
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }

  private double ageSeconds() {
    return Duration.between(inForce.since, clock.instant()).toMillis() / MILLIS_PER_SECOND;
  }

  @Override
  public void offered(Configuration configuration, ApplyOutcome outcome, Duration took) {
    switch (outcome) {
      case Applied(long generation, List<String> problems) -> {
        inForce = new InForce(generation, clock.instant());
        applied.increment();
        duration.record(took);
        applied(configuration.config(), problems, took);
      }
      case Rejected(long generation, long kept, String reason) -> {
        rejected.increment();
        LOG.atWarn()
            .addKeyValue(LogKeys.GENERATION, generation)
            .addKeyValue(LogKeys.IN_FORCE, kept)
            .addKeyValue(LogKeys.REASON, reason)
            .log("configuration rejected");
      }
      case Stale(long generation, long kept) -> {
        stale.increment();
        LOG.atInfo()
            .addKeyValue(LogKeys.GENERATION, generation)
            .addKeyValue(LogKeys.IN_FORCE, kept)
            .log("configuration is older than the one in force");
      }
    }
  }

  private static void applied(GatewayConfig config, List<String> problems, Duration took) {
    LoggingEventBuilder line =
        (problems.isEmpty() ? LOG.atInfo() : LOG.atWarn())
            .addKeyValue(LogKeys.GENERATION, config.generation())
            .addKeyValue(LogKeys.PROVIDERS, config.providers().size())
            .addKeyValue(LogKeys.ROUTES, config.routes().size())
            .addKeyValue(LogKeys.KEYS, config.keys().size())
            .addKeyValue(LogKeys.DURATION_MS, took.toMillis())
            .addKeyValue(LogKeys.PROBLEMS, problems.size());
    if (!problems.isEmpty()) {
      line = line.addKeyValue(LogKeys.REASON, shown(problems));
    }
    line.log("configuration applied");
  }

  private static String shown(List<String> problems) {
    String first =
        String.join("; ", problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size())));
    return problems.size() > PROBLEMS_SHOWN ? first + "; …" : first;
  }
}

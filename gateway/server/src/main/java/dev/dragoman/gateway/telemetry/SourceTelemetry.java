package dev.dragoman.gateway.telemetry;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Denials;
import dev.dragoman.gateway.source.Origin;
import dev.dragoman.gateway.source.SourceListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells where the configuration comes from and what became of the ways it can come. */
public final class SourceTelemetry implements SourceListener {
  private static final Logger LOG = LoggerFactory.getLogger("dragoman.source");

  private final Counter rejected;
  private volatile @Nullable Origin origin;
  private volatile boolean connected;
  private volatile boolean copyFailing;

  /** Telemetry of a process that has no configuration yet. */
  public SourceTelemetry(MeterRegistry registry) {
    this.rejected = ConfigTelemetry.reloads(registry, "rejected");
    for (Origin known : Origin.values()) {
      Gauge.builder(MetricNames.CONFIG_SOURCE, this, self -> known == self.origin ? 1 : 0)
          .description("Whether the configuration in force came from there")
          .tag(MetricNames.SOURCE, known.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder(MetricNames.CONFIG_STREAM_CONNECTED, this, self -> self.connected ? 1 : 0)
        .description("Whether the operator's stream is connected")
        .register(registry);
    Gauge.builder(MetricNames.CONFIG_COPY_FAILING, this, self -> self.copyFailing ? 1 : 0)
        .description("Whether the pod's own copy of the configuration cannot be written")
        .register(registry);
  }

  @Override
  public void inForce(Origin of) {
    origin = of;
  }

  @Override
  public void refused(@Nullable BundleHead head, String reason) {
    rejected.increment();
    LoggingEventBuilder line = LOG.atWarn();
    if (head != null) {
      line =
          line.addKeyValue(LogKeys.EPOCH, head.epoch())
              .addKeyValue(LogKeys.GENERATION, head.generation());
    }
    line.addKeyValue(LogKeys.REASON, reason).log("configuration refused, the one before stays");
  }

  @Override
  public void denied(Denials denials) {
    LOG.atInfo()
        .addKeyValue(LogKeys.REVISION, denials.revision())
        .addKeyValue(LogKeys.DENIED_KEYS, denials.keyIds().size())
        .addKeyValue(LogKeys.DENIED_OBJECTS, denials.uids().size())
        .addKeyValue(LogKeys.WITHDRAWN, denials.withdrawn().size())
        .log("denials obeyed");
  }

  @Override
  public void credentials(long revision, Origin of) {
    LOG.atInfo()
        .addKeyValue(LogKeys.REVISION, revision)
        .addKeyValue(LogKeys.ORIGIN, of)
        .log("credentials taken");
  }

  @Override
  public void connected(String address) {
    connected = true;
    LOG.atInfo().addKeyValue(LogKeys.ADDRESS, address).log("connected to the operator");
  }

  @Override
  public void disconnected(String reason) {
    connected = false;
    LOG.atWarn().addKeyValue(LogKeys.REASON, reason).log("not connected to the operator");
  }

  @Override
  public void callFailed(String reason) {
    LOG.atWarn().addKeyValue(LogKeys.REASON, reason).log("a call of the operator failed");
  }

  @Override
  public void copyFailed(String reason) {
    copyFailing = true;
    LOG.atWarn()
        .addKeyValue(LogKeys.REASON, reason)
        .log("the configuration cannot be kept for the next start, it is served from memory");
  }

  @Override
  public void copyRecovered() {
    copyFailing = false;
    LOG.info("the configuration is kept for the next start again");
  }

  @Override
  public void faulty(RuntimeException fault) {
    LOG.atError().setCause(fault).log("a source of configurations failed by a fault of its own");
  }
}

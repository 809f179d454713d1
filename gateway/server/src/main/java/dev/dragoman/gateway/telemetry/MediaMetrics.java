package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.exchange.MediaListener;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Content.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts media that were fetched for targets that take no addresses. Thread-safe. */
public final class MediaMetrics implements MediaListener {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Counter found;
  private final Map<Fault, Counter> missing = new EnumMap<>(Fault.class);
  private final Counter bytes;
  private final Timer duration;

  public MediaMetrics(MeterRegistry registry) {
    this.found = addresses(registry, "success");
    for (Fault fault : Fault.values()) {
      missing.put(fault, addresses(registry, fault.name().toLowerCase(Locale.ROOT)));
    }
    this.bytes =
        Counter.builder(MetricNames.MEDIA_BYTES)
            .description("Size of fetched media that requests were sent with")
            .baseUnit("bytes")
            .register(registry);
    this.duration =
        Timer.builder(MetricNames.MEDIA_FETCH)
            .description("Time to fetch all media of a request")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
  }

  private static Counter addresses(MeterRegistry registry, String outcome) {
    return Counter.builder(MetricNames.MEDIA_ADDRESSES)
        .description("Addresses of media that were fetched, or what kept them from it")
        .baseUnit("addresses")
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }

  @Override
  public void fetched(Collection<Content> contents, Duration took) {
    duration.record(took);
    for (Content content : contents) {
      switch (content) {
        case Content.Bytes medium -> {
          found.increment();
          bytes.increment(medium.size());
        }
        case Content.Missing(Fault fault, _) ->
            Objects.requireNonNull(missing.get(fault)).increment();
      }
    }
  }
}

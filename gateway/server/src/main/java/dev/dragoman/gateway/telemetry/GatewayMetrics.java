package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.exchange.Abandoned;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.LossReport;
import dev.dragoman.gateway.limit.Bound;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts exchanges when they are over. Tags have bounded values: protocols, configured providers
 * and models, kinds of errors. Thread-safe.
 */
public final class GatewayMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofSeconds(120),
    Duration.ofSeconds(300),
    Duration.ofSeconds(600)
  };

  private static final Duration[] OWN_BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100)
  };

  private static final int OK = 200;
  private static final String SUCCESS = "success";
  private static final String BUDGET = "budget";
  private static final String CONCURRENT = "concurrent";
  private static final List<String> BOUNDS =
      List.of(Unit.REQUESTS.plural(), Unit.TOKENS.plural(), CONCURRENT, BUDGET);

  private final MeterRegistry registry;
  private final Map<Series, Meters> meters = new ConcurrentHashMap<>();
  private final Map<Refusal, Counter> limited = new ConcurrentHashMap<>();
  private final LongAdder openStreams = new LongAdder();

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(MetricNames.OPEN_STREAMS, openStreams, LongAdder::sum)
        .description("Answers that are being streamed")
        .baseUnit("streams")
        .register(registry);
    for (Subject.Kind subject : Subject.Kind.values()) {
      for (String bound : BOUNDS) {
        limited.computeIfAbsent(new Refusal(subject, bound), this::register);
      }
    }
  }

  private record Series(
      String protocol,
      String provider,
      String model,
      GenAiMetrics.@Nullable Flavour flavour,
      String outcome,
      boolean stream) {}

  private record Refusal(Subject.Kind subject, String bound) {}

  private record Meters(
      Timer requests,
      Timer firstEvent,
      Timer ownTime,
      Counter attempts,
      Counter input,
      Counter output,
      Counter cached,
      Counter written,
      Counter broken,
      GenAiMetrics.@Nullable Meters genAi) {}

  /** A stream has begun; it is over when its exchange is counted. */
  void streamOpened() {
    openStreams.increment();
  }

  /** Counts a finished exchange. */
  void count(ExchangeRecord record, long durationNanos) {
    Meters series = meters.computeIfAbsent(seriesOf(record), this::register);
    series.requests.record(durationNanos, TimeUnit.NANOSECONDS);
    series.ownTime.record(record.time().ownNanos(), TimeUnit.NANOSECONDS);
    if (record.attempts() > 0) {
      series.attempts.increment();
    }
    for (Abandoned attempt : record.abandoned()) {
      attempts(attempt.target(), outcomeOf(attempt.kind())).increment();
      failovers(attempt.target(), outcomeOf(attempt.kind())).increment();
    }
    if (record.time().firstEventNanos() >= 0) {
      series.firstEvent.record(record.time().firstEventNanos(), TimeUnit.NANOSECONDS);
    }
    for (Dropped loss : record.dropped()) {
      losses(record, loss).increment();
    }
    if (record.isStreaming()) {
      openStreams.decrement();
      if (isBroken(record)) {
        series.broken.increment();
      }
    }
    Bound bound = record.limitedBy();
    if (bound != null) {
      limited
          .computeIfAbsent(new Refusal(bound.subject().kind(), wordOf(bound)), this::register)
          .increment();
    }
    Usage usage = record.usage();
    if (series.genAi != null && record.attempts() > 0) {
      count(series.genAi, record, usage, durationNanos);
    }
    add(series.input, usage.inputUncached());
    add(series.output, usage.outputTotal());
    add(series.cached, usage.cacheRead());
    add(series.written, usage.cacheWrite());
  }

  private static void count(
      GenAiMetrics.Meters meters, ExchangeRecord record, Usage usage, long durationNanos) {
    meters.duration().record(durationNanos, TimeUnit.NANOSECONDS);
    if (record.isStreaming() && record.time().firstEventNanos() >= 0) {
      meters.firstChunk().record(record.time().firstEventNanos(), TimeUnit.NANOSECONDS);
    }
    if (usage.inputUncached() != null) {
      meters.inputTokens().record((double) usage.inputTotal());
    }
    if (usage.outputTotal() != null) {
      meters.outputTokens().record(usage.outputTotal());
    }
  }

  /** Whether a stream that the client had begun to read ended with an error of another's making. */
  private static boolean isBroken(ExchangeRecord record) {
    return record.status() == OK && record.error() != null && record.error() != ErrorKind.CANCELLED;
  }

  private static String wordOf(Bound bound) {
    return switch (bound) {
      case Bound.Rate rate -> rate.unit().plural();
      case Bound.Concurrent _ -> CONCURRENT;
      case Bound.Budget _ -> BUDGET;
    };
  }

  private static void add(Counter counter, @Nullable Long tokens) {
    if (tokens != null && tokens > 0) {
      counter.increment(tokens);
    }
  }

  private static Series seriesOf(ExchangeRecord record) {
    PlannedTarget target = record.target();
    return new Series(
        record.protocol().id().value(),
        target == null ? MetricNames.UNKNOWN : target.backend().provider(),
        target == null ? MetricNames.UNKNOWN : target.target().model(),
        target == null ? null : GenAiMetrics.Flavour.of(target, record.operation()),
        outcomeOf(record.error()),
        record.stream());
  }

  private static String outcomeOf(@Nullable ErrorKind error) {
    return error == null ? SUCCESS : error.name().toLowerCase(Locale.ROOT);
  }

  private Counter attempts(PlannedTarget target, String outcome) {
    return attempts(target.backend().provider(), target.target().model(), outcome);
  }

  private Counter attempts(String provider, String model, String outcome) {
    return Counter.builder(MetricNames.ATTEMPTS)
        .description("Calls of upstreams by outcome, also those that another one followed")
        .baseUnit("attempts")
        .tag(MetricNames.PROVIDER, provider)
        .tag(MetricNames.MODEL, model)
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }

  private Counter failovers(PlannedTarget target, String outcome) {
    return Counter.builder(MetricNames.FAILOVERS)
        .description("Attempts that failed and were followed by another one")
        .baseUnit("failovers")
        .tag(MetricNames.PROVIDER, target.backend().provider())
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }

  private Counter register(Refusal refusal) {
    return Counter.builder(MetricNames.LIMITED)
        .description("Requests that a limit or a budget refused")
        .baseUnit("requests")
        .tag(MetricNames.SUBJECT, BudgetMetrics.word(refusal.subject))
        .tag(MetricNames.BOUND, refusal.bound)
        .register(registry);
  }

  private Counter losses(ExchangeRecord record, Dropped loss) {
    Series series = seriesOf(record);
    return Counter.builder(MetricNames.LOSSES)
        .description("Fields of requests that their target could not carry")
        .baseUnit("losses")
        .tag(MetricNames.PROTOCOL, series.protocol)
        .tag(MetricNames.PROVIDER, series.provider)
        .tag(MetricNames.MODEL, series.model)
        .tag(MetricNames.LOSS, LossReport.word(loss))
        .register(registry);
  }

  private Meters register(Series series) {
    return new Meters(
        timer(MetricNames.REQUESTS, "Requests by outcome", series, BUCKETS),
        timer(MetricNames.FIRST_EVENT, "Time to the upstream's first bytes", series, BUCKETS),
        timer(MetricNames.OWN_TIME, "Time added by the gateway's own work", series, OWN_BUCKETS),
        attempts(series.provider, series.model, series.outcome),
        tokens(series, "input"),
        tokens(series, "output"),
        tokens(series, "cache_read"),
        tokens(series, "cache_write"),
        broken(series),
        genAi(series));
  }

  private Counter broken(Series series) {
    return Counter.builder(MetricNames.BROKEN_STREAMS)
        .description("Streams that ended with an error after they had begun")
        .baseUnit("streams")
        .tag(MetricNames.PROVIDER, series.provider)
        .tag(MetricNames.MODEL, series.model)
        .tag(MetricNames.OUTCOME, series.outcome)
        .register(registry);
  }

  private GenAiMetrics.@Nullable Meters genAi(Series series) {
    String error = series.outcome.equals(SUCCESS) ? "" : series.outcome;
    return series.flavour == null
        ? null
        : GenAiMetrics.of(registry, series.flavour, series.model, error);
  }

  private Timer timer(String name, String description, Series series, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .tag(MetricNames.PROTOCOL, series.protocol)
        .tag(MetricNames.PROVIDER, series.provider)
        .tag(MetricNames.MODEL, series.model)
        .tag(MetricNames.OUTCOME, series.outcome)
        .tag(MetricNames.STREAM, Boolean.toString(series.stream))
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private Counter tokens(Series series, String type) {
    return Counter.builder(MetricNames.TOKENS)
        .description("Tokens as upstreams reported them")
        .baseUnit("tokens")
        .tag(MetricNames.PROTOCOL, series.protocol)
        .tag(MetricNames.PROVIDER, series.provider)
        .tag(MetricNames.MODEL, series.model)
        .tag(MetricNames.TYPE, type)
        .register(registry);
  }
}

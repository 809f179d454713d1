package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.exchange.Abandoned;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.LossReport;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ErrorKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Closes exchanges: one log line and one count each, exactly once. */
public final class ExchangeLog {
  private static final Logger ACCESS = LoggerFactory.getLogger("dragoman.access");
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeLog.class);
  private static final double NANOS_PER_MILLI = 1e6;

  private final GatewayMetrics metrics;

  public ExchangeLog(GatewayMetrics metrics) {
    this.metrics = metrics;
  }

  /** An exchange is answered by a stream, which is open until it is closed. */
  public void streaming(ExchangeRecord record) {
    record.streaming();
    metrics.streamOpened();
  }

  /** Records an exchange that is over. */
  public void close(ExchangeRecord record) {
    long duration = System.nanoTime() - record.time().startNanos();
    metrics.count(record, duration);
    Throwable cause = record.cause();
    if (cause != null) {
      LOG.atError()
          .addKeyValue(LogKeys.REQUEST_ID, record.requestId())
          .setCause(cause)
          .log("request failed by a fault of the gateway");
    }
    line(record, duration).log("request");
  }

  private static LoggingEventBuilder line(ExchangeRecord record, long duration) {
    Caller caller = record.caller();
    RoutePlan plan = record.plan();
    PlannedTarget target = record.target();
    LoggingEventBuilder line =
        ACCESS
            .atInfo()
            .addKeyValue(LogKeys.REQUEST_ID, record.requestId())
            .addKeyValue(LogKeys.PROTOCOL, record.protocol().id())
            .addKeyValue(LogKeys.STATUS_CODE, statusOf(record));
    line = with(line, LogKeys.KEY_ID, caller == null ? null : caller.id());
    line = with(line, LogKeys.ROUTE, plan == null ? null : plan.route());
    if (target != null) {
      line =
          line.addKeyValue(LogKeys.PROVIDER, target.backend().provider())
              .addKeyValue(LogKeys.MODEL, target.target().model())
              .addKeyValue(LogKeys.ATTEMPTS, record.attempts())
              .addKeyValue(LogKeys.STREAM, record.stream())
              .addKeyValue(LogKeys.PASS_THROUGH, record.passThrough());
    }
    line = with(line, LogKeys.ABANDONED, abandoned(record.abandoned()));
    line = line.addKeyValue(LogKeys.DURATION_MS, millis(duration));
    return outcome(line.addKeyValue(LogKeys.OWN_MICROS, record.time().ownNanos() / 1_000), record);
  }

  /** Such as {@code openai:RATE_LIMIT azure:TIMEOUT}, null for none. */
  private static @Nullable String abandoned(List<Abandoned> attempts) {
    return attempts.isEmpty()
        ? null
        : attempts.stream()
            .map(attempt -> attempt.target().backend().provider() + ":" + attempt.kind())
            .collect(Collectors.joining(" "));
  }

  private static LoggingEventBuilder outcome(LoggingEventBuilder line, ExchangeRecord record) {
    LoggingEventBuilder result = line;
    if (record.time().firstEventNanos() >= 0) {
      result = result.addKeyValue(LogKeys.FIRST_EVENT_MS, millis(record.time().firstEventNanos()));
    }
    boolean counted = record.usage().inputUncached() != null;
    result = with(result, LogKeys.INPUT_TOKENS, counted ? record.usage().inputTotal() : null);
    result = with(result, LogKeys.OUTPUT_TOKENS, record.usage().outputTotal());
    result = with(result, LogKeys.STOP, record.stop());
    result = with(result, LogKeys.KIND, record.error());
    result = with(result, LogKeys.CAUSE, textOf(record.upstreamCause()));
    List<Dropped> dropped = record.dropped();
    return with(result, LogKeys.DROPPED, dropped.isEmpty() ? null : LossReport.summary(dropped));
  }

  /** A client that left before it got a status is logged as 499, as nginx does. */
  private static int statusOf(ExchangeRecord record) {
    boolean left = record.status() == 0 && record.error() == ErrorKind.CANCELLED;
    return left ? ErrorKind.CANCELLED.status() : record.status();
  }

  private static LoggingEventBuilder with(
      LoggingEventBuilder line, String key, @Nullable Object value) {
    return value == null ? line : line.addKeyValue(key, value);
  }

  private static @Nullable String textOf(@Nullable Throwable broken) {
    if (broken == null) {
      return null;
    }
    Throwable root = broken.getCause() == null ? broken : broken.getCause();
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MILLI * 10) / 10.0;
  }
}

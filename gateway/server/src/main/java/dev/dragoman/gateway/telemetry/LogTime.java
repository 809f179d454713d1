package dev.dragoman.gateway.telemetry;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time of a log line in ISO 8601 with milliseconds and offset, such as {@code
 * 2026-11-24T12:00:01.042Z}. All of it but the milliseconds is formatted once a second, for the
 * lines of a busy gateway have the second in common and seldom more. Thread-safe.
 */
public final class LogTime extends ClassicConverter {
  /** What stands for this converter in a pattern, behind the percent sign. */
  public static final String WORD = "logTime";

  private static final long MILLIS = 1_000;
  private static final DateTimeFormatter BEFORE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.", Locale.ROOT);
  private static final DateTimeFormatter AFTER = DateTimeFormatter.ofPattern("XXX", Locale.ROOT);

  private final ZoneId zone;
  private volatile Second latest;

  LogTime(ZoneId zone) {
    this.zone = zone;
    this.latest = second(0);
  }

  /** Makes {@link #WORD} known to all patterns that are read from now on. */
  public static void register() {
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put(
        WORD, () -> new LogTime(ZoneId.systemDefault()));
  }

  private record Second(long epochSecond, String before, String after) {}

  private Second second(long epochSecond) {
    ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
    return new Second(epochSecond, BEFORE.format(time), AFTER.format(time));
  }

  @Override
  public String convert(ILoggingEvent event) {
    return text(event.getTimeStamp());
  }

  String text(long epochMillis) {
    long epochSecond = Math.floorDiv(epochMillis, MILLIS);
    Second second = latest;
    if (second.epochSecond != epochSecond) {
      second = second(epochSecond);
      latest = second;
    }
    String threeDigits = Long.toString(MILLIS + Math.floorMod(epochMillis, MILLIS)).substring(1);
    return second.before + threeDigits + second.after;
  }
}

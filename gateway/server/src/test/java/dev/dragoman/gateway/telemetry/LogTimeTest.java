package dev.dragoman.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogTimeTest {
  @Test
  void aTimeHasMillisecondsAndOffset() {
    // Given
    LogTime utc = new LogTime(ZoneId.of("UTC"));
    LogTime calcutta = new LogTime(ZoneId.of("Asia/Calcutta"));
    long time = Instant.parse("2026-11-24T12:00:01.042Z").toEpochMilli();

    // When
    String there = calcutta.text(time);

    // Then
    assertThat(there).isEqualTo("2026-11-24T17:30:01.042+05:30");
    assertThat(utc.text(time)).isEqualTo("2026-11-24T12:00:01.042Z");
  }

  /** Around a change of summer time and in no order, as events of several threads come. */
  @Test
  void everyTimeIsFormattedAsTheJdkDoes() {
    // Given
    ZoneId zone = ZoneId.of("Europe/Berlin");
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT).withZone(zone);
    long change = Instant.parse("2026-10-25T01:00:00Z").toEpochMilli();
    LogTime times = new LogTime(zone);

    // When
    LongStream offsets = LongStream.range(-3_000, 3_000).map(n -> n * 2_731 % 3_000);

    // Then
    assertThat(offsets.map(offset -> change + offset))
        .allSatisfy(
            time -> assertThat(times.text(time)).isEqualTo(jdk.format(Instant.ofEpochMilli(time))));
  }
}

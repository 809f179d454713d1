package dev.dragoman.store.window;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Hours of a zone's clocks. One in which clocks are set ends there, so that none is longer than an
 * hour: on Lord Howe Island, where summer time is half an hour, two of them a year are half as
 * long.
 */
final class ClockHours {
  private static final long HOUR = 3600;

  private ClockHours() {}

  static TimeWindow containing(ZoneId zone, Instant moment) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(moment);
    long local = moment.getEpochSecond() + offset.getTotalSeconds();
    Instant start = moment.minusNanos(moment.getNano()).minusSeconds(Math.floorMod(local, HOUR));
    Instant end = start.plusSeconds(HOUR);
    // Strictly before: the moment at which clocks are set belongs to the hour that begins there.
    ZoneOffsetTransition set = rules.previousTransition(moment.plusNanos(1));
    ZoneOffsetTransition nextSet = rules.nextTransition(moment);
    return new TimeWindow(
        set == null ? start : later(start, set.getInstant()),
        nextSet == null ? end : earlier(end, nextSet.getInstant()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

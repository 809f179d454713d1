package dev.dragoman.store.window;

import dev.dragoman.contract.BudgetEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * In which window of a budget a moment lies. The windows of a budget follow each other without gap
 * or overlap, and none is empty, whatever is done to the clocks of its zone.
 *
 * <pre>
 * period     begins
 * Hour       with each hour of the zone's clocks, and when they are set
 * Day        with the first moment of a date
 * Week       with the first moment of a Monday
 * Month      with the first moment of the reset day
 * Lifetime   with {@link Instant#EPOCH}; it has no end
 * </pre>
 *
 * A date that a zone leaves out (Samoa, 2011-12-30) has no window. One whose midnight comes twice
 * begins with the first.
 */
public final class Periods {
  private Periods() {}

  /**
   * The window of a budget that contains a moment.
   *
   * @throws DateTimeException when there is no such time zone
   */
  public static TimeWindow containing(BudgetEntry budget, Instant moment) {
    ZoneId zone = ZoneId.of(budget.timeZone());
    return switch (budget.period()) {
      case Hour -> ClockHours.containing(zone, moment);
      case Day -> window(new DateStep(1, ChronoUnit.DAYS), local(zone, moment), zone, moment);
      case Week -> {
        LocalDate date = local(zone, moment);
        LocalDate monday = date.minusDays(date.getDayOfWeek().getValue() - 1L);
        yield window(new DateStep(1, ChronoUnit.WEEKS), monday, zone, moment);
      }
      case Month -> {
        LocalDate date = local(zone, moment);
        LocalDate reset = date.withDayOfMonth(budget.resetDay());
        LocalDate first = reset.isAfter(date) ? reset.minusMonths(1) : reset;
        yield window(new DateStep(1, ChronoUnit.MONTHS), first, zone, moment);
      }
      case Lifetime -> TimeWindow.LIFETIME;
    };
  }

  private static LocalDate local(ZoneId zone, Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }

  /** How far the first dates of windows are apart. */
  private record DateStep(long amount, ChronoUnit unit) {
    LocalDate after(LocalDate date) {
      return date.plus(amount, unit);
    }
  }

  /**
   * The window that contains a moment.
   *
   * @param first the first date of the window by the zone's calendar at that moment: where clocks
   *     were set back over midnight, the next window has begun already
   */
  private static TimeWindow window(DateStep step, LocalDate first, ZoneId zone, Instant moment) {
    Instant start = start(first, zone);
    LocalDate next = step.after(first);
    Instant end = start(next, zone);
    while (!end.isAfter(moment) || !end.isAfter(start)) {
      start = end;
      next = step.after(next);
      end = start(next, zone);
    }
    return new TimeWindow(start, end);
  }

  private static Instant start(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }
}

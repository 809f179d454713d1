package dev.dragoman.store.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeriodsTest {
  private static final Instant FROM = Instant.parse("2008-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2028-01-01T00:00:00Z");
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Asia/Beirut",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "America/St_Johns");

  @ParameterizedTest
  @CsvSource({
    // An hour in UTC and in a zone whose hours begin at its half.
    "Hour, UTC, 1, 2026-11-30T14:17:23Z, 2026-11-30T14:00:00Z, 2026-11-30T15:00:00Z",
    "Hour, Asia/Kolkata, 1, 2026-11-30T14:17:23Z, 2026-11-30T13:30:00Z, 2026-11-30T14:30:00Z",
    // Lord Howe: 02:00 becomes 02:30 on 2026-10-04, and 01:30 on 2026-04-05.
    "Hour, Australia/Lord_Howe, 1, 2026-10-03T15:45:00Z, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
    "Hour, Australia/Lord_Howe, 1, 2026-04-04T15:15:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
    // The hour that comes twice in Berlin is two hours.
    "Hour, Europe/Berlin, 1, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
    "Day, Europe/Berlin, 1, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    // Midnight of 2018-11-04 was left out in Brazil: the day begins at 01:00.
    "Day, America/Sao_Paulo, 1, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // Lebanon sets its clocks back at midnight: 2026-10-24 has 25 hours.
    "Day, Asia/Beirut, 1, 2026-10-24T21:30:00Z, 2026-10-23T21:00:00Z, 2026-10-24T22:00:00Z",
    // Newfoundland set them back at 00:01: the date that began stays.
    "Day, America/St_Johns, 1, 2010-11-07T03:00:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z",
    // Samoa left 2011-12-30 out.
    "Day, Pacific/Apia, 1, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "Day, Pacific/Apia, 1, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    "Week, UTC, 1, 2026-11-29T23:59:59Z, 2026-11-23T00:00:00Z, 2026-11-30T00:00:00Z",
    "Month, UTC, 28, 2026-02-27T23:59:59Z, 2026-01-28T00:00:00Z, 2026-02-28T00:00:00Z",
    "Month, UTC, 28, 2026-02-28T00:00:00Z, 2026-02-28T00:00:00Z, 2026-03-28T00:00:00Z",
    "Month, Asia/Tokyo, 1, 2026-11-30T15:00:00Z, 2026-11-30T15:00:00Z, 2026-12-31T15:00:00Z"
  })
  void theWindowIsTheOneOfTheZonesCalendar(
      Period period, String zone, int resetDay, Instant moment, Instant start, Instant end) {
    // Given
    BudgetEntry budget = Budgets.each(period, zone, resetDay);

    // When
    TimeWindow window = Periods.containing(budget, moment);

    // Then
    assertThat(window).isEqualTo(new TimeWindow(start, end));
  }

  @Test
  void aLifetimeHasNoEnd() {
    // When
    TimeWindow window = Periods.containing(Budgets.each(Period.Lifetime, "UTC"), FROM);

    // Then
    assertThat(window).isEqualTo(new TimeWindow(Instant.EPOCH, null));
  }

  @ParameterizedTest
  @MethodSource("calendars")
  void windowsOfTwentyYearsFollowEachOther(BudgetEntry budget, Duration least, Duration most) {
    // Given
    List<String> problems = new ArrayList<>();
    TimeWindow window = Periods.containing(budget, FROM);

    // When
    while (window.start().isBefore(TO)) {
      Instant end = end(window);
      problems.addAll(problems(budget, window, least, most));
      TimeWindow next = Periods.containing(budget, end);
      if (!next.start().equals(end)) {
        problems.add(next + " does not begin where " + window + " ends");
      }
      window = next;
    }

    // Then
    assertThat(problems).isEmpty();
  }

  private static List<String> problems(
      BudgetEntry budget, TimeWindow window, Duration least, Duration most) {
    List<String> found = new ArrayList<>();
    Duration length = Duration.between(window.start(), end(window));
    if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
      found.add(window + " lasts " + length);
    }
    Instant last = end(window).minusNanos(1);
    Instant middle = window.start().plus(length.dividedBy(2));
    for (Instant moment : List.of(window.start(), middle, last)) {
      TimeWindow same = Periods.containing(budget, moment);
      if (!same.equals(window)) {
        found.add(moment + " lies in " + same + " and in " + window);
      }
    }
    return found;
  }

  private static Instant end(TimeWindow window) {
    return Objects.requireNonNull(window.end());
  }

  static Stream<Arguments> calendars() {
    return ZONES.stream()
        .flatMap(zone ->
            Stream.of(
                Arguments.of(
                    Budgets.each(Period.Hour, zone), Duration.ofMinutes(1), Duration.ofHours(1)),
                Arguments.of(
                    Budgets.each(Period.Day, zone), Duration.ofHours(22), Duration.ofHours(26)),
                Arguments.of(
                    Budgets.each(Period.Week, zone),
                    Duration.ofHours(6 * 24),
                    Duration.ofHours(7 * 24 + 2)),
                Arguments.of(
                    Budgets.each(Period.Month, zone, 1),
                    Duration.ofHours(28 * 24 - 2),
                    Duration.ofHours(31 * 24 + 2)),
                Arguments.of(
                    Budgets.each(Period.Month, zone, 28),
                    Duration.ofHours(28 * 24 - 2),
                    Duration.ofHours(31 * 24 + 2))));
  }
}

package dev.dragoman.store.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.Period;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Also where clocks are put forward and back: zones are all that there are. */
class PeriodsProperties {
  @Property
  @Tag("requirement-63")
  void aWindowContainsItsMomentsAndNoOther(
      @ForAll Period period,
      @ForAll("zones") String zone,
      @ForAll @IntRange(min = 1, max = 28) int resetDay,
      @ForAll("moments") Instant moment) {
    // Given
    BudgetEntry budget = Budgets.each(period, zone, resetDay);

    // When
    TimeWindow window = Periods.containing(budget, moment);

    // Then
    assertThat(window.contains(moment)).isTrue();
    assertThat(Periods.containing(budget, window.start())).isEqualTo(window);
    Instant end = window.end();
    if (end != null) {
      assertThat(Periods.containing(budget, end.minusNanos(1))).isEqualTo(window);
      assertThat(Periods.containing(budget, end).start()).isEqualTo(end);
    }
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
  }

  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.longs()
        .between(0, Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() * 1000)
        .map(Instant::ofEpochMilli);
  }
}

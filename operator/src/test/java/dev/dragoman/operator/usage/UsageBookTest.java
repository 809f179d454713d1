package dev.dragoman.operator.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.operator.status.WriteBudget;
import dev.dragoman.resources.values.UsageStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UsageBookTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  private final UsageBook book = new UsageBook();

  private static UsageStatus usage(long seconds, String cost, int percent) {
    return usage(seconds, cost, percent, START);
  }

  private static UsageStatus usage(long seconds, String cost, int percent, Instant start) {
    return new UsageStatus(
        NOW.plusSeconds(seconds),
        start,
        END,
        100L,
        1L,
        1L,
        0L,
        cost,
        "USD",
        percent,
        "month",
        "1",
        percent >= 100,
        0L);
  }

  private @Nullable UsageStatus next(UsageStatus read, UsageStatus shown) {
    book.put("uid", new UsageBook.Entry(read, NOW, List.of(50, 80, 100), null));
    return book.usage("uid", shown);
  }

  @Test
  void aStatusFollowsWhenAMinuteIsOverAndTheCostMovedByOneInAHundred() {
    // Given
    UsageStatus shown = usage(0, "10.00", 10);

    // Then
    assertThat(next(usage(59, "10.50", 10), shown)).isEqualTo(shown);
    assertThat(next(usage(60, "10.09", 10), shown)).isEqualTo(shown);
    assertThat(next(usage(60, "10.10", 10), shown)).isEqualTo(usage(60, "10.10", 10));
  }

  @Test
  void aThresholdOrAnotherWindowIsShownAtOnce() {
    // Given
    UsageStatus shown = usage(0, "10.00", 49);
    UsageStatus crossed = usage(1, "10.01", 50);
    UsageStatus rolled = usage(1, "0", 0, END);

    // Then
    assertThat(next(crossed, shown)).isEqualTo(crossed);
    assertThat(book.isUrgent("uid", shown, crossed)).isTrue();
    assertThat(next(rolled, shown)).isEqualTo(rolled);
    assertThat(book.isUrgent("uid", shown, rolled)).isFalse();
  }

  @Test
  void whatStandsInAStatusStaysUntilSomethingIsRead() {
    // Given
    UsageStatus spent = usage(0, "10.00", 100);

    // Then
    assertThat(book.usage("uid", spent)).isEqualTo(spent);
    assertThat(book.exceeded("uid", spent)).isEqualTo("month");
    assertThat(book.lastUsed("uid", spent, START)).isEqualTo(START);
  }

  @Test
  @Tag("requirement-65")
  void ofAHundredThousandKeysThoseThatCrossAThresholdAreWrittenFirst() {
    // Given: every key has moved, one in a thousand over a threshold
    int keys = 100_000;
    UsageStatus shown = usage(0, "10.00", 40);
    WriteBudget budget = new WriteBudget(Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
    int moved = 0;
    int crossed = 0;

    // When: all ask within one second
    for (int key = 0; key < keys; key++) {
      String uid = "uid-" + key;
      UsageStatus read = usage(60, "20.00", key % 1000 == 999 ? 80 : 45);
      book.put(uid, new UsageBook.Entry(read, NOW, List.of(50, 80, 100), null));
      UsageStatus next = book.usage(uid, shown);
      boolean urgent = book.isUrgent(uid, shown, next);
      if (budget.take(uid, urgent).isZero()) {
        if (urgent) {
          crossed++;
        } else {
          moved++;
        }
      }
    }

    // Then
    assertThat(crossed).isEqualTo(keys / 1000);
    assertThat(moved).isEqualTo(20);
  }
}

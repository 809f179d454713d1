package dev.dragoman.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.operator.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-24")
class WriteBudgetTest {
  private final MovableClock clock = MovableClock.standing();
  private final WriteBudget budget = new WriteBudget(clock);

  @Test
  void anObjectIsWrittenOnceInFiveSeconds() {
    assertThat(budget.take("a", false)).isZero();
    assertThat(budget.take("a", false)).isEqualTo(Duration.ofSeconds(5));
    clock.pass(Duration.ofSeconds(5));
    assertThat(budget.take("a", false)).isZero();
  }

  @Test
  void aFlipWaitsForNoEarlierWrite() {
    assertThat(budget.take("a", false)).isZero();
    assertThat(budget.take("a", true)).isZero();
  }

  @Test
  void aThousandObjectsAreWrittenTwentyASecond() {
    // Given
    int written = 0;

    // When
    for (int i = 0; i < 1000; i++) {
      written += budget.take("object-" + i, false).isZero() ? 1 : 0;
    }

    // Then
    assertThat(written).isEqualTo(20);
    clock.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 1000; i++) {
      written += budget.take("object-" + i, false).isZero() ? 1 : 0;
    }
    assertThat(written).isEqualTo(40);
  }

  @Test
  void whoWaitsAsksOnceMore() {
    // Given
    for (int i = 0; i < 1000; i++) {
      budget.take("object-" + i, false);
    }

    // When
    Duration wait = budget.take("last", false);

    // Then
    assertThat(wait).isEqualTo(Duration.ofMillis(50 * 981));
    clock.pass(wait);
    assertThat(budget.take("last", false)).isZero();
  }

  @Test
  void aTurnThatNobodyNeedsAnyMoreIsAnothers() {
    // Given
    for (int i = 0; i < 20; i++) {
      budget.take("object-" + i, false);
    }
    Duration first = budget.take("first", false);
    budget.take("second", false);

    // When
    budget.release("first");

    // Then
    assertThat(budget.take("third", false)).isEqualTo(first);
  }

  @Test
  void flipsAreWrittenTwoHundredASecond() {
    // Given
    int written = 0;

    // When
    for (int i = 0; i < 1000; i++) {
      written += budget.take("object-" + i, true).isZero() ? 1 : 0;
    }

    // Then
    assertThat(written).isEqualTo(200);
    assertThat(budget.take("one more", true)).isPositive();
  }
}

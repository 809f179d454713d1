package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {
  private static final Caller CALLER = new Caller("team", "main-gateway", null);

  private final MutableClock clock = new MutableClock();
  private final List<String> asked = new ArrayList<>();
  private final Tokens remembered = new RememberedTokens(this::ask, clock);

  private Optional<Caller> ask(String token) {
    asked.add(token);
    if (token.equals("broken")) {
      throw new IllegalStateException("nobody to ask");
    }
    return token.startsWith("good") ? Optional.of(CALLER) : Optional.empty();
  }

  @Test
  void aTokenIsAskedAboutOnceAMinute() {
    assertThat(remembered.callerOf("good")).contains(CALLER);
    clock.advance(RememberedTokens.MEMORY.minusMillis(1));
    assertThat(remembered.callerOf("good")).contains(CALLER);
    assertThat(asked).hasSize(1);
    clock.advance(RememberedTokens.MEMORY);
    remembered.callerOf("good");
    assertThat(asked).hasSize(2);
  }

  @Test
  void aRefusalIsRememberedToo() {
    assertThat(remembered.callerOf("bad")).isEmpty();
    assertThat(remembered.callerOf("bad")).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatCouldNotBeFoundOutIsAskedAgain() {
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> remembered.callerOf("broken"));
    }
    assertThat(asked).hasSize(2);
  }

  @Test
  void aFloodOfFalseTokensDisplacesTheOldestAndDoesNotGrow() {
    remembered.callerOf("good");
    for (int i = 0; i < RememberedTokens.MOST; i++) {
      remembered.callerOf("false-" + i);
    }
    asked.clear();
    remembered.callerOf("false-" + (RememberedTokens.MOST - 1));
    remembered.callerOf("good");
    assertThat(asked).containsExactly("good");
  }
}

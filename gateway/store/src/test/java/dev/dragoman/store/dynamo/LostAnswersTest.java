package dev.dragoman.store.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.store.Answers;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.dynamo.ScriptedDynamo.Answer;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Calls whose answers are lost after they took effect. */
final class LostAnswersTest {
  private static final WindowId WINDOW = new WindowId("gw", "key", "tokens", Instant.EPOCH);
  private static final Pattern TOKEN = Pattern.compile("\":token\":(\\{\"S\":\"[^\"]+\"})");

  private static Answer lost(String request) {
    return new Answer(500, "{}");
  }

  private static Answer made(String request) {
    return Answer.refused(
        "ConditionalCheckFailedException",
        """
        ,"Item":{"committed":{"N":"10"},"h#a":{"L":[{"N":"3"},{"N":"4"}]}}\
        """);
  }

  /** The condition fails, for an attribute has the token of this very call. */
  private static Answer own(String attribute, String request) {
    Matcher token = TOKEN.matcher(request);
    assertThat(token.find()).isTrue();
    return Answer.refused(
        "ConditionalCheckFailedException",
        ",\"Item\":{\"%s\":%s}".formatted(attribute, token.group(1)));
  }

  private static WindowChange step(BigDecimal max) {
    return new WindowChange(
        WINDOW, "a", 3, BigDecimal.TEN, BigDecimal.valueOf(4), max, Tally.NONE, null);
  }

  @Test
  void aStepThatWasMadeByItsFirstTryIsApplied() {
    // Given
    try (var dynamo = new ScriptedDynamo(List.of(LostAnswersTest::lost, LostAnswersTest::made))) {
      var windows = new DynamoWindows(dynamo.client(), "usage");

      // When
      ChangeOutcome outcome = Answers.of(windows.change(step(BigDecimal.TEN)));

      // Then
      assertThat(outcome).isInstanceOf(Applied.class);
      assertThat(outcome.state().committed()).isEqualByComparingTo("10");
      assertThat(dynamo.requests()).hasSize(2);
      assertThat(dynamo.requests().getFirst()).isEqualTo(dynamo.requests().getLast());
    }
  }

  @Test
  void aMarkThatWasSetByItsFirstTryIsItsOwn() {
    // Given
    try (var dynamo =
        new ScriptedDynamo(List.of(LostAnswersTest::lost, request -> own("m#half", request)))) {
      var windows = new DynamoWindows(dynamo.client(), "usage");

      // When
      boolean first = Answers.of(windows.mark(WINDOW, "half"));

      // Then
      assertThat(first).isTrue();
    }
  }

  @Test
  void aHoldThatWasEndedByItsFirstTryIsItsOwn() {
    // Given
    try (var dynamo =
        new ScriptedDynamo(List.of(LostAnswersTest::lost, request -> own("expiredBy", request)))) {
      var windows = new DynamoWindows(dynamo.client(), "usage");

      // When
      boolean ended =
          Answers.of(windows.expire(WINDOW, new Hold("a", 3, BigDecimal.ONE), Settlement.Spent));

      // Then
      assertThat(ended).isTrue();
    }
  }

  @Test
  void aServiceThatFailsTwiceIsUnavailable() {
    // Given
    try (var dynamo = new ScriptedDynamo(List.of(LostAnswersTest::lost))) {
      var windows = new DynamoWindows(dynamo.client(), "usage");

      // When
      var reading = assertThatThrownBy(() -> Answers.of(windows.read(List.of(WINDOW))));

      // Then
      reading
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("DynamoDB cannot be used: status 500");
      assertThat(dynamo.requests()).hasSize(2);
    }
  }

  @Test
  void whatTheServiceSaysOfAccountsIsNotRepeated() {
    // Given
    Function<String, Answer> denied =
        _ ->
            Answer.refused(
                "AccessDeniedException",
                ",\"Message\":\"User: arn:aws:iam::123456789012:user/joe is not authorized\"");
    try (var dynamo = new ScriptedDynamo(List.of(denied))) {
      var windows = new DynamoWindows(dynamo.client(), "usage");

      // When
      var reading = assertThatThrownBy(() -> Answers.of(windows.read(List.of(WINDOW))));

      // Then
      reading.hasMessage("DynamoDB cannot be used: these AWS credentials may not do this");
    }
  }
}

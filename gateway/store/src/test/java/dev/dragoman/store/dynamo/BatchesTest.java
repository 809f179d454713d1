package dev.dragoman.store.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.store.Answers;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.dynamo.ScriptedDynamo.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the service leaves undone. */
final class BatchesTest {
  private static final ItemKey FIRST = new ItemKey("first", "-");
  private static final ItemKey SECOND = new ItemKey("second", "-");
  private static final String KEY = "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"S\":\"-\"}}";

  private static Answer secondUnwritten(String request) {
    return Answer.ok(
        "{\"UnprocessedItems\":{\"usage\":[{\"PutRequest\":{\"Item\":%s}}]}}"
            .formatted(KEY.formatted("second")));
  }

  private static List<Map<String, AttributeValue>> items() {
    return List.of(FIRST.attributes(), SECOND.attributes());
  }

  @Test
  void whatWasNotWrittenIsWrittenAgain() {
    // Given
    try (var dynamo =
        new ScriptedDynamo(List.of(BatchesTest::secondUnwritten, _ -> Answer.ok("{}")))) {
      var batches = new Batches(dynamo.client(), "usage");

      // When
      Answers.of(batches.write(items()));

      // Then
      assertThat(dynamo.requests()).hasSize(2);
      assertThat(dynamo.requests().getFirst()).contains("first", "second");
      assertThat(dynamo.requests().getLast()).contains("second").doesNotContain("first");
    }
  }

  @Test
  void whatIsNeverWrittenIsGivenUp() {
    // Given
    try (var dynamo = new ScriptedDynamo(List.of(BatchesTest::secondUnwritten))) {
      var batches = new Batches(dynamo.client(), "usage");

      // When
      var writing = assertThatThrownBy(() -> Answers.of(batches.write(items())));

      // Then
      writing
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("DynamoDB cannot be used: too many requests for the table");
      assertThat(dynamo.requests()).hasSize(4);
    }
  }

  @Test
  void whatWasNotReadIsReadAgain() {
    // Given
    Function<String, Answer> half =
        _ ->
            Answer.ok(
                "{\"Responses\":{\"usage\":[%s]},\"UnprocessedKeys\":{\"usage\":{\"Keys\":[%s]}}}"
                    .formatted(KEY.formatted("first"), KEY.formatted("second")));
    Function<String, Answer> rest =
        _ -> Answer.ok("{\"Responses\":{\"usage\":[%s]}}".formatted(KEY.formatted("second")));
    try (var dynamo = new ScriptedDynamo(List.of(half, rest))) {
      var batches = new Batches(dynamo.client(), "usage");

      // When
      var found = Answers.of(batches.read(List.of(FIRST, SECOND)));

      // Then
      assertThat(found).containsOnlyKeys(FIRST, SECOND);
      assertThat(dynamo.requests().getLast()).doesNotContain("first");
    }
  }
}

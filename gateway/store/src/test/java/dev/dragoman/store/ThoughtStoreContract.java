package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every adapter does with the state of reasoning. */
interface ThoughtStoreContract extends StoreContract {
  private ThoughtStore thoughts() {
    return store().thoughts();
  }

  private static byte[] state(int size) {
    byte[] state = new byte[size];
    new Random(size).nextBytes(state);
    return state;
  }

  private int remember(Map<ThoughtId, byte[]> states) {
    return Answers.of(thoughts().remember(states, Instant.now().plusSeconds(3_600)));
  }

  private Map<ThoughtId, byte[]> recall(ThoughtId... ids) {
    return Answers.of(thoughts().recall(List.of(ids)));
  }

  @Test
  default void whatIsUnknownIsNotRecalled() {
    // When
    var recalled = recall(new ThoughtId(freshScope(), "key", "call"));

    // Then
    assertThat(recalled).isEmpty();
  }

  @Test
  default void nothingIsAskedAndNothingKept() {
    assertThat(recall()).isEmpty();
    assertThat(remember(Map.of())).isZero();
  }

  @Test
  default void theLargestStateComesBackByteForByte() {
    // Given
    ThoughtId id = new ThoughtId(freshScope(), "key", "call");
    byte[] state = state(ThoughtStore.MOST_BYTES);

    // When
    int kept = remember(Map.of(id, state));

    // Then
    assertThat(kept).isEqualTo(1);
    assertThat(recall(id).get(id)).isEqualTo(state);
  }

  @Test
  default void aLargerStateIsNotKeptAndKeepsNoOtherOut() {
    // Given
    String scope = freshScope();
    ThoughtId large = new ThoughtId(scope, "key", "large");
    ThoughtId small = new ThoughtId(scope, "key", "small");

    // When
    int kept = remember(Map.of(large, state(ThoughtStore.MOST_BYTES + 1), small, state(10)));

    // Then
    assertThat(kept).isEqualTo(1);
    assertThat(recall(large, small)).containsOnlyKeys(small);
  }

  @Test
  default void manyComeBackAtOnceAndEachAsItWas() {
    // Given: more than one batch of DynamoDB has, to write and to read
    String scope = freshScope();
    Map<ThoughtId, byte[]> states = new LinkedHashMap<>();
    for (int i = 1; i <= 130; i++) {
      states.put(new ThoughtId(scope, "key", "call-" + i), state(i));
    }
    remember(states);

    // When
    ThoughtId unknown = new ThoughtId(scope, "key", "call-0");
    ThoughtId[] asked = new ThoughtId[131];
    states.keySet().toArray(asked);
    asked[130] = unknown;
    Map<ThoughtId, byte[]> recalled = recall(asked);

    // Then
    assertThat(recalled).hasSize(130).doesNotContainKey(unknown);
    assertThat(recalled).allSatisfy((id, state) -> assertThat(state).isEqualTo(states.get(id)));
  }

  @Test
  default void aLaterStateReplaces() {
    // Given
    ThoughtId id = new ThoughtId(freshScope(), "key", "call");
    remember(Map.of(id, state(10)));

    // When
    remember(Map.of(id, state(20)));

    // Then
    assertThat(recall(id).get(id)).isEqualTo(state(20));
  }

  @Test
  default void nobodyElseFindsIt() {
    // Given
    String scope = freshScope();
    ThoughtId id = new ThoughtId(scope, "key", "call");
    remember(Map.of(id, state(10)));

    // When
    var ofAnother = recall(new ThoughtId(scope, "other", "call"));
    var ofAName = recall(new ThoughtId(scope, "key#call", ""));
    var elsewhere = recall(new ThoughtId(freshScope(), "key", "call"));

    // Then
    assertThat(ofAnother).isEmpty();
    assertThat(ofAName).isEmpty();
    assertThat(elsewhere).isEmpty();
  }
}

package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
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

  private static Instant later() {
    return Instant.now().plusSeconds(3_600);
  }

  @Test
  default void whatIsUnknownIsNotRecalled() {
    // Given
    ThoughtId id = new ThoughtId(freshScope(), "key", "call");

    // When
    var recalled = Answers.of(thoughts().recall(id));

    // Then
    assertThat(recalled).isEmpty();
  }

  @Test
  default void theLargestStateComesBackByteForByte() {
    // Given
    ThoughtId id = new ThoughtId(freshScope(), "key", "call");
    byte[] state = state(ThoughtStore.MOST_BYTES);

    // When
    boolean kept = Answers.of(thoughts().remember(id, state, later()));

    // Then
    assertThat(kept).isTrue();
    assertThat(Answers.of(thoughts().recall(id)).orElseThrow()).isEqualTo(state);
  }

  @Test
  default void aLargerStateIsNotKept() {
    // Given
    ThoughtId id = new ThoughtId(freshScope(), "key", "call");

    // When
    boolean kept = Answers.of(thoughts().remember(id, state(ThoughtStore.MOST_BYTES + 1), later()));

    // Then
    assertThat(kept).isFalse();
    assertThat(Answers.of(thoughts().recall(id))).isEmpty();
  }

  @Test
  default void aLaterStateReplaces() {
    // Given
    ThoughtId id = new ThoughtId(freshScope(), "key", "call");
    Answers.of(thoughts().remember(id, state(10), later()));

    // When
    Answers.of(thoughts().remember(id, state(20), later()));

    // Then
    assertThat(Answers.of(thoughts().recall(id)).orElseThrow()).isEqualTo(state(20));
  }

  @Test
  default void nobodyElseFindsIt() {
    // Given
    String scope = freshScope();
    ThoughtId id = new ThoughtId(scope, "key", "call");
    Answers.of(thoughts().remember(id, state(10), later()));

    // When
    var ofAnother = Answers.of(thoughts().recall(new ThoughtId(scope, "key#call", "")));
    var elsewhere = Answers.of(thoughts().recall(new ThoughtId(freshScope(), "key", "call")));

    // Then
    assertThat(ofAnother).isEmpty();
    assertThat(elsewhere).isEmpty();
  }
}

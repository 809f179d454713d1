package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.response.ResponseStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every adapter does with the answers that clients asked to be stored. */
interface ResponseStoreContract extends StoreContract {
  private ResponseStore responses() {
    return store().responses();
  }

  /** Bytes that no compression makes fewer. */
  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private void put(ResponseId id, byte[] content) {
    Answers.of(responses().put(id, content, Instant.now().plusSeconds(3_600)));
  }

  private Map<ResponseId, byte[]> get(ResponseId... ids) {
    return Answers.of(responses().get(List.of(ids)));
  }

  @Test
  default void anUnknownAnswerIsNotThere() {
    // Given
    ResponseId id = new ResponseId(freshScope(), "key", "resp_1");

    // When
    var found = get(id);

    // Then
    assertThat(found).isEmpty();
    assertThat(Answers.of(responses().delete(id))).isFalse();
  }

  @Test
  default void answersOfAnySizeComeBackByteForByte() {
    // Given: none, one part of an item of DynamoDB, exactly at its bound, and many parts
    String scope = freshScope();
    Map<ResponseId, byte[]> answers = new LinkedHashMap<>();
    for (int size : new int[] {0, 1, 1_000, 350 * 1024, 350 * 1024 + 1, 3_000_000}) {
      answers.put(new ResponseId(scope, "key", "resp_" + size), content(size));
    }
    answers.forEach(this::put);

    // When
    var found = get(answers.keySet().toArray(ResponseId[]::new));

    // Then
    assertThat(found).hasSameSizeAs(answers);
    assertThat(found).allSatisfy((id, bytes) -> assertThat(bytes).isEqualTo(answers.get(id)));
  }

  @Test
  default void moreComeBackAtOnceThanOneCallOfDynamoDbGives() {
    // Given
    String scope = freshScope();
    ResponseId[] ids = new ResponseId[60];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new ResponseId(scope, "key", "resp_" + i);
      put(ids[i], content(400_000 + i));
    }

    // When
    var found = get(ids);

    // Then
    assertThat(found).containsOnlyKeys(ids);
    assertThat(found.get(ids[59])).isEqualTo(content(400_059));
  }

  @Test
  default void aDeletedAnswerIsGone() {
    // Given
    String scope = freshScope();
    ResponseId gone = new ResponseId(scope, "key", "resp_1");
    ResponseId stays = new ResponseId(scope, "key", "resp_2");
    put(gone, content(800_000));
    put(stays, content(10));

    // When
    boolean first = Answers.of(responses().delete(gone));
    boolean again = Answers.of(responses().delete(gone));

    // Then
    assertThat(first).isTrue();
    assertThat(again).isFalse();
    assertThat(get(gone, stays)).containsOnlyKeys(stays);
  }

  @Test
  default void anAnswerWhoseTimeIsOverIsNotThere() {
    // Given
    ResponseId id = new ResponseId(freshScope(), "key", "resp_1");

    // When
    Answers.of(responses().put(id, content(10), Instant.EPOCH.plusSeconds(1)));

    // Then
    assertThat(get(id)).isEmpty();
    assertThat(Answers.of(responses().delete(id))).isFalse();
  }

  @Test
  default void aSecondPutOfTheSameChangesNothing() {
    // Given
    ResponseId id = new ResponseId(freshScope(), "key", "resp_1");
    put(id, content(500_000));

    // When
    put(id, content(500_000));

    // Then
    assertThat(get(id).get(id)).isEqualTo(content(500_000));
  }

  @Test
  default void nobodyElseFindsAnAnswer() {
    // Given
    String scope = freshScope();
    put(new ResponseId(scope, "key", "resp_1"), content(10));

    // When
    var ofAnother = get(new ResponseId(scope, "other", "resp_1"));
    var ofAName = get(new ResponseId(scope, "key#resp_1", ""));
    var elsewhere = get(new ResponseId(freshScope(), "key", "resp_1"));

    // Then
    assertThat(ofAnother).isEmpty();
    assertThat(ofAName).isEmpty();
    assertThat(elsewhere).isEmpty();
  }
}

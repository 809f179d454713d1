package dev.dragoman.store.dynamo;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** States, one item each. */
final class DynamoThoughts implements ThoughtStore {
  private static final String STATE = "state";

  private final DynamoDbAsyncClient client;
  private final String table;

  DynamoThoughts(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public CompletableFuture<Boolean> remember(ThoughtId id, byte[] state, Instant until) {
    if (state.length > MOST_BYTES) {
      return CompletableFuture.completedFuture(false);
    }
    Map<String, AttributeValue> item = new HashMap<>(ItemKey.of(id).attributes());
    item.put(STATE, AttributeValue.fromB(SdkBytes.fromByteArray(state)));
    item.put(Values.TTL, Values.seconds(until));
    return Calls.of(client.putItem(put -> put.tableName(table).item(item)), _ -> true);
  }

  @Override
  public CompletableFuture<Optional<byte[]>> recall(ThoughtId id) {
    return Calls.of(
        client.getItem(get -> get.tableName(table).key(ItemKey.of(id).attributes())),
        answer ->
            Optional.ofNullable(answer.item().get(STATE)).map(kept -> kept.b().asByteArray()));
  }
}

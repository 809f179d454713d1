package dev.dragoman.store.dynamo;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** States, one item each. */
final class DynamoThoughts implements ThoughtStore {
  private static final String STATE = "state";

  private final Batches batches;

  DynamoThoughts(DynamoDbAsyncClient client, String table) {
    batches = new Batches(client, table);
  }

  @Override
  public CompletableFuture<Integer> remember(Map<ThoughtId, byte[]> states, Instant until) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    states.forEach((id, state) -> {
      if (state.length <= MOST_BYTES) {
        Map<String, AttributeValue> item = new HashMap<>(ItemKey.of(id).attributes());
        item.put(STATE, AttributeValue.fromB(SdkBytes.fromByteArray(state)));
        item.put(Values.TTL, Values.seconds(until));
        items.add(item);
      }
    });
    return batches.write(items).thenApply(_ -> items.size());
  }

  @Override
  public CompletableFuture<Map<ThoughtId, byte[]>> recall(Collection<ThoughtId> ids) {
    Map<ItemKey, ThoughtId> asked = new LinkedHashMap<>();
    ids.forEach(id -> asked.put(ItemKey.of(id), id));
    return batches
        .read(asked.keySet())
        .thenApply(found -> {
          Map<ThoughtId, byte[]> states = new HashMap<>();
          asked.forEach((key, id) -> {
            AttributeValue state = found.getOrDefault(key, Map.of()).get(STATE);
            if (state != null) {
              states.put(id, state.b().asByteArray());
            }
          });
          return states;
        });
  }
}

package dev.dragoman.store.dynamo;

import dev.dragoman.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Many items at once. What the service leaves undone is asked for again, a few times. */
final class Batches {
  /** The service's own bounds. */
  private static final int MOST_READ = 100;

  /** Of items as large as they may be: an answer of the service has 16 MB. */
  private static final int MOST_LARGE_READ = 40;

  private static final int MOST_WRITTEN = 25;
  private static final int ROUNDS = 4;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final DynamoDbAsyncClient client;
  private final String table;

  Batches(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** The items of keys that are told apart; those that are missing are not among them. */
  CompletableFuture<Map<ItemKey, Map<String, AttributeValue>>> read(Collection<ItemKey> keys) {
    return read(keys, MOST_READ);
  }

  /** Like {@link #read}, of items that may be as large as the service allows. */
  CompletableFuture<Map<ItemKey, Map<String, AttributeValue>>> readLarge(Collection<ItemKey> keys) {
    return read(keys, MOST_LARGE_READ);
  }

  private CompletableFuture<Map<ItemKey, Map<String, AttributeValue>>> read(
      Collection<ItemKey> keys, int most) {
    Map<ItemKey, Map<String, AttributeValue>> found = new HashMap<>();
    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
    for (List<ItemKey> part : parts(List.copyOf(keys), most)) {
      List<Map<String, AttributeValue>> asked = part.stream().map(ItemKey::attributes).toList();
      all = all.thenCompose(_ -> read(asked, found, 1));
    }
    return Calls.of(all.thenApply(_ -> found), Function.identity());
  }

  private CompletableFuture<Void> read(
      List<Map<String, AttributeValue>> keys,
      Map<ItemKey, Map<String, AttributeValue>> found,
      int round) {
    KeysAndAttributes asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    return client
        .batchGetItem(get -> get.requestItems(Map.of(table, asked)))
        .thenCompose(answer -> {
          for (var item : answer.responses().getOrDefault(table, List.of())) {
            found.put(
                new ItemKey(Values.text(item, ItemKey.PARTITION), Values.text(item, ItemKey.SORT)),
                item);
          }
          KeysAndAttributes left = answer.unprocessedKeys().get(table);
          return left == null
              ? CompletableFuture.completedFuture(null)
              : again(round, () -> read(left.keys(), found, round + 1));
        });
  }

  /** Writes items of keys that are told apart. */
  CompletableFuture<Void> write(Collection<Map<String, AttributeValue>> items) {
    List<WriteRequest> writes = new ArrayList<>();
    for (Map<String, AttributeValue> item : items) {
      PutRequest put = PutRequest.builder().item(item).build();
      writes.add(WriteRequest.builder().putRequest(put).build());
    }
    return all(writes);
  }

  /** Deletes the items of keys that are told apart, those that are there. */
  CompletableFuture<Void> delete(Collection<ItemKey> keys) {
    List<WriteRequest> writes = new ArrayList<>();
    for (ItemKey key : keys) {
      DeleteRequest delete = DeleteRequest.builder().key(key.attributes()).build();
      writes.add(WriteRequest.builder().deleteRequest(delete).build());
    }
    return all(writes);
  }

  private CompletableFuture<Void> all(List<WriteRequest> writes) {
    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
    for (List<WriteRequest> part : parts(writes, MOST_WRITTEN)) {
      all = all.thenCompose(_ -> write(part, 1));
    }
    return Calls.of(all, Function.identity());
  }

  private CompletableFuture<Void> write(List<WriteRequest> writes, int round) {
    return client
        .batchWriteItem(write -> write.requestItems(Map.of(table, writes)))
        .thenCompose(answer -> {
          List<WriteRequest> left = answer.unprocessedItems().getOrDefault(table, List.of());
          return left.isEmpty()
              ? CompletableFuture.completedFuture(null)
              : again(round, () -> write(left, round + 1));
        });
  }

  private static CompletableFuture<Void> again(int round, Supplier<CompletableFuture<Void>> next) {
    if (round == ROUNDS) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException(
              "DynamoDB cannot be used: too many requests for the table", null));
    }
    Executor later =
        CompletableFuture.delayedExecutor(FIRST_PAUSE_MILLIS << round, TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, later).thenCompose(_ -> next.get());
  }

  private static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(from + most, all.size())));
    }
    return parts;
  }
}

package dev.dragoman.store.dynamo;

import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.response.ResponseStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Answers, compressed and cut into parts, for an item has 400 KB. The first part says how many
 * there are and is written last and deleted first: whoever finds it finds them all.
 */
final class DynamoResponses implements ResponseStore {
  private static final int PART_BYTES = 350 * 1024;
  private static final String CONTENT = "content";
  private static final String PARTS = "parts";

  private final Batches batches;
  private final InstantSource clock;

  DynamoResponses(DynamoDbAsyncClient client, String table, InstantSource clock) {
    this.batches = new Batches(client, table);
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> put(ResponseId id, byte[] content, Instant until) {
    byte[] packed = Packed.pack(content);
    int parts = Math.max(1, (packed.length + PART_BYTES - 1) / PART_BYTES);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = part * PART_BYTES;
      int to = Math.min(packed.length, from + PART_BYTES);
      Map<String, AttributeValue> item = new HashMap<>(ItemKey.of(id, part).attributes());
      item.put(CONTENT, AttributeValue.fromB(SdkBytes.fromByteArray(slice(packed, from, to))));
      item.put(PARTS, Values.number(parts));
      item.put(Values.TTL, Values.seconds(until));
      items.add(item);
    }
    return batches
        .write(items.subList(1, parts))
        .thenCompose(_ -> batches.write(items.subList(0, 1)));
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    byte[] slice = new byte[to - from];
    System.arraycopy(bytes, from, slice, 0, slice.length);
    return slice;
  }

  @Override
  public CompletableFuture<Map<ResponseId, byte[]>> get(Collection<ResponseId> ids) {
    List<ResponseId> asked = List.copyOf(ids);
    return batches
        .readLarge(asked.stream().map(id -> ItemKey.of(id, 0)).toList())
        .thenCompose(first -> {
          Map<ResponseId, Integer> parts = new LinkedHashMap<>();
          List<ItemKey> rest = new ArrayList<>();
          for (ResponseId id : asked) {
            Integer count = parts(first.get(ItemKey.of(id, 0)));
            if (count != null) {
              parts.put(id, count);
              for (int part = 1; part < count; part++) {
                rest.add(ItemKey.of(id, part));
              }
            }
          }
          return batches
              .readLarge(rest)
              .thenApply(more -> {
                Map<ItemKey, Map<String, AttributeValue>> all = new HashMap<>(first);
                all.putAll(more);
                return joined(parts, all);
              });
        });
  }

  /** How many parts an answer has, null when it is not there or its time is over. */
  private @Nullable Integer parts(@Nullable Map<String, AttributeValue> first) {
    return first == null || Values.count(first, Values.TTL) <= clock.instant().getEpochSecond()
        ? null
        : Math.toIntExact(Values.count(first, PARTS));
  }

  private static Map<ResponseId, byte[]> joined(
      Map<ResponseId, Integer> parts, Map<ItemKey, Map<String, AttributeValue>> items) {
    Map<ResponseId, byte[]> found = new HashMap<>();
    parts.forEach((id, count) -> {
      List<byte[]> contents = new ArrayList<>();
      for (int part = 0; part < count; part++) {
        Map<String, AttributeValue> item = items.get(ItemKey.of(id, part));
        if (item == null) {
          return;
        }
        contents.add(Values.bytes(item, CONTENT));
      }
      found.put(id, Packed.unpack(contents));
    });
    return found;
  }

  @Override
  public CompletableFuture<Boolean> delete(ResponseId id) {
    ItemKey head = ItemKey.of(id, 0);
    return Calls.of(
        batches
            .read(List.of(head))
            .thenCompose(found -> {
              Map<String, AttributeValue> first = found.get(head);
              Integer live = parts(first);
              if (first == null) {
                return CompletableFuture.completedFuture(false);
              }
              List<ItemKey> rest = new ArrayList<>();
              for (int part = 1; part < Values.count(first, PARTS); part++) {
                rest.add(ItemKey.of(id, part));
              }
              return batches
                  .delete(List.of(head))
                  .thenCompose(_ -> batches.delete(rest))
                  .thenApply(_ -> live != null);
            }),
        Function.identity());
  }
}

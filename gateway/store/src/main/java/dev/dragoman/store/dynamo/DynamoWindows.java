package dev.dragoman.store.dynamo;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Windows, one item each; a step is one conditional update that answers with the item. */
final class DynamoWindows implements WindowStore {
  private static final String HELD = WindowItems.HOLD + "[1]";
  private static final String EXPIRED_BY = "expiredBy";

  private final DynamoDbAsyncClient client;
  private final Batches batches;
  private final String table;

  DynamoWindows(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
    batches = new Batches(client, table);
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(WindowChange change) {
    WindowId id = change.id();
    UpdateItemRequest update =
        WindowItems.step(change)
            .tableName(table)
            .key(ItemKey.of(id).attributes())
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    // What refused the step is what the rules say of the item that refused it.
    return Calls.conditional(
        client.updateItem(update),
        answer -> new ChangeOutcome.Applied(WindowItems.state(id, answer.attributes())),
        refused -> WindowItems.state(id, refused.item()).after(change));
  }

  @Override
  public CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
    List<WindowId> asked = List.copyOf(ids);
    Set<ItemKey> keys = new LinkedHashSet<>();
    asked.forEach(id -> keys.add(ItemKey.of(id)));
    return batches
        .read(keys)
        .thenApply(found ->
            asked.stream()
                .map(id -> WindowItems.state(id, found.getOrDefault(ItemKey.of(id), Map.of())))
                .toList());
  }

  @Override
  public CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement) {
    String settle =
        switch (settlement) {
          case Spent -> "SET expired = if_not_exists(expired, :zero) + " + HELD;
          case Returned -> "SET committed = if_not_exists(committed, :zero) - " + HELD;
        };
    AttributeValue token = token();
    return Calls.conditional(
        client.updateItem(update ->
            update
                .tableName(table)
                .key(ItemKey.of(id).attributes())
                .updateExpression(
                    settle + ", " + EXPIRED_BY + " = :token REMOVE " + WindowItems.HOLD)
                .conditionExpression(WindowItems.SEQUENCE + " = :sequence")
                .expressionAttributeNames(Map.of(WindowItems.HOLD, WindowItems.hold(seen.holder())))
                .expressionAttributeValues(
                    Map.of(
                        ":token",
                        token,
                        ":zero",
                        Values.number(0),
                        ":sequence",
                        Values.number(seen.sequence())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)),
        _ -> true,
        refused -> token.equals(refused.item().get(EXPIRED_BY)));
  }

  @Override
  public CompletableFuture<Boolean> mark(WindowId id, String mark) {
    AttributeValue token = token();
    String attribute = WindowItems.mark(mark);
    return Calls.conditional(
        client.updateItem(update ->
            update
                .tableName(table)
                .key(ItemKey.of(id).attributes())
                .updateExpression("SET #mark = :token")
                .conditionExpression("attribute_not_exists(#mark)")
                .expressionAttributeNames(Map.of("#mark", attribute))
                .expressionAttributeValues(Map.of(":token", token))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)),
        _ -> true,
        refused -> token.equals(refused.item().get(attribute)));
  }

  /** By which a call that is tried again knows what its first try did. */
  private static AttributeValue token() {
    return Values.text(Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }
}

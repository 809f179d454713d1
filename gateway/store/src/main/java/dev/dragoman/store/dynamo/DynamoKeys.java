package dev.dragoman.store.dynamo;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Keys: the gateway is the partition, the key's id the sort key, so that a list is one query. */
final class DynamoKeys implements KeyStore {
  static final String SCOPE = "scope";
  static final String ID = "id";

  /** {@link KeyItem#replaces} as a condition. */
  private static final String REPLACES =
      "attribute_not_exists(id) OR (uid = :uid AND generation < :generation)"
          + " OR (uid <> :uid AND attribute_exists(deletedAt))";

  private final DynamoDbAsyncClient client;
  private final String table;

  DynamoKeys(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public CompletableFuture<Optional<KeyItem>> find(String scope, String keyId) {
    return Calls.of(
        client.getItem(get ->
            get.tableName(table)
                .consistentRead(true)
                .key(Map.of(SCOPE, Values.text(scope), ID, Values.text(keyId)))),
        answer -> answer.hasItem() ? Optional.of(item(answer.item())) : Optional.empty());
  }

  @Override
  public CompletableFuture<PutOutcome> put(KeyItem item) {
    return Calls.conditional(
        client.putItem(put ->
            put.tableName(table)
                .item(attributes(item))
                .conditionExpression(REPLACES)
                .expressionAttributeValues(
                    Map.of(
                        ":uid", Values.text(item.entry().uid()),
                        ":generation", Values.number(item.generation())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)),
        _ -> new PutOutcome.Stored(),
        refused -> {
          KeyItem stored = item(refused.item());
          return stored.equals(item) ? new PutOutcome.Stored() : new PutOutcome.Refused(stored);
        });
  }

  @Override
  public CompletableFuture<List<KeyItem>> list(String scope, @Nullable String after, int limit) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":scope", Values.text(scope));
    if (after != null) {
      values.put(":after", Values.text(after));
    }
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression(
                after == null ? "#scope = :scope" : "#scope = :scope AND id > :after")
            .expressionAttributeNames(Map.of("#scope", SCOPE))
            .expressionAttributeValues(values)
            .build();
    return Calls.pages(client, query, limit, DynamoKeys::item);
  }

  private static Map<String, AttributeValue> attributes(KeyItem item) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put(SCOPE, Values.text(item.scope()));
    attributes.put(ID, Values.text(item.entry().keyId()));
    attributes.put("uid", Values.text(item.entry().uid()));
    attributes.put("source", Values.text(item.source().name()));
    attributes.put("generation", Values.number(item.generation()));
    attributes.put("entry", Values.text(ContractJson.text(item.entry())));
    attributes.put("changedAt", Values.millis(item.changedAt()));
    Instant deletedAt = item.deletedAt();
    if (deletedAt != null) {
      attributes.put("deletedAt", Values.millis(deletedAt));
    }
    Instant forgottenAt = item.forgottenAt();
    if (forgottenAt != null) {
      attributes.put("forgottenAt", Values.millis(forgottenAt));
      attributes.put(Values.TTL, Values.seconds(forgottenAt));
    }
    return attributes;
  }

  private static KeyItem item(Map<String, AttributeValue> item) {
    byte[] entry = Values.text(item, "entry").getBytes(StandardCharsets.UTF_8);
    return new KeyItem(
        Values.text(item, SCOPE),
        KeyItem.Source.valueOf(Values.text(item, "source")),
        Values.count(item, "generation"),
        ContractJson.read(entry, KeyEntry.class),
        Objects.requireNonNull(Values.momentOrNull(item, "changedAt")),
        Values.momentOrNull(item, "deletedAt"),
        Values.momentOrNull(item, "forgottenAt"));
  }
}

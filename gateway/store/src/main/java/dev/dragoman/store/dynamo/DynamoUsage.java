package dev.dragoman.store.dynamo;

import dev.dragoman.store.usage.TotalsSum;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Usage: records by key and time, totals by day. A record's time is part of its key, so that the
 * same record has the same place however often it is written.
 */
final class DynamoUsage implements UsageStore {
  private final DynamoDbAsyncClient client;
  private final Batches batches;
  private final String table;

  DynamoUsage(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
    batches = new Batches(client, table);
  }

  @Override
  public CompletableFuture<Void> record(List<UsageRecord> records) {
    Map<ItemKey, Map<String, AttributeValue>> items = new LinkedHashMap<>();
    records.forEach(record -> items.put(ItemKey.of(record), UsageItems.of(record)));
    return batches.write(items.values());
  }

  @Override
  public CompletableFuture<Void> replace(List<UsageTotals> totals) {
    Map<ItemKey, Map<String, AttributeValue>> items = new LinkedHashMap<>();
    totals.forEach(each -> items.put(ItemKey.of(each), UsageItems.of(each)));
    return batches.write(items.values());
  }

  @Override
  public CompletableFuture<List<UsageTotals>> totals(Query query) {
    List<UsageTotals> found = new ArrayList<>();
    CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
    for (LocalDate day = query.from(); !day.isAfter(query.to()); day = day.plusDays(1)) {
      QueryRequest ofDay = ofDay(query, day);
      all =
          all.thenCompose(_ ->
              Calls.pages(client, ofDay, Integer.MAX_VALUE, UsageItems::totals)
                  .thenAccept(found::addAll));
    }
    return all.thenApply(_ -> TotalsSum.of(found));
  }

  private QueryRequest ofDay(Query query, LocalDate day) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", Values.text(ItemKey.totals(query.scope(), day)));
    String subject = query.subject();
    if (subject != null) {
      values.put(":subject", Values.text(ItemKey.ofSubject(subject)));
    }
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression(
            subject == null ? "pk = :pk" : "pk = :pk AND begins_with(sk, :subject)")
        .expressionAttributeValues(values)
        .build();
  }

  @Override
  public CompletableFuture<List<UsageRecord>> records(String scope, String subject, int limit) {
    List<CompletableFuture<List<UsageRecord>>> parts =
        IntStream.range(0, ItemKey.RECORD_PARTITIONS)
            .mapToObj(number -> newest(ItemKey.records(scope, subject, number), limit))
            .toList();
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
        .thenApply(_ ->
            parts.stream()
                .flatMap(part -> part.join().stream())
                .sorted(Comparator.comparing(UsageRecord::at).reversed())
                .limit(limit)
                .toList());
  }

  private CompletableFuture<List<UsageRecord>> newest(String partition, int limit) {
    QueryRequest newest =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(Map.of(":pk", Values.text(partition)))
            .scanIndexForward(false)
            .build();
    return Calls.pages(client, newest, limit, UsageItems::record);
  }
}

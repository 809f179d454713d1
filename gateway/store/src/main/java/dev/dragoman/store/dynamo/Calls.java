package dev.dragoman.store.dynamo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Answers of the service as answers of a store. */
final class Calls {
  private Calls() {}

  /** Any failure means that the store is unavailable. */
  static <A, T> CompletableFuture<T> of(CompletableFuture<A> call, Function<A, T> answer) {
    return call.thenApply(answer)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(DynamoFault.unavailable(failure)));
  }

  /** A condition that does not hold is an answer. */
  static <A, T> CompletableFuture<T> conditional(
      CompletableFuture<A> call,
      Function<A, T> answer,
      Function<ConditionalCheckFailedException, T> otherwise) {
    CompletableFuture<T> answered =
        call.thenApply(answer)
            .exceptionallyCompose(failure ->
                DynamoFault.cause(failure) instanceof ConditionalCheckFailedException refused
                    ? CompletableFuture.completedFuture(otherwise.apply(refused))
                    : CompletableFuture.failedFuture(failure));
    return of(answered, Function.identity());
  }

  /** The first items of a query, from as many of its pages as needed. */
  static <T> CompletableFuture<List<T>> pages(
      DynamoDbAsyncClient client,
      QueryRequest query,
      int limit,
      Function<Map<String, AttributeValue>, T> item) {
    return of(pages(client, query, limit, item, new ArrayList<>()), Function.identity());
  }

  private static <T> CompletableFuture<List<T>> pages(
      DynamoDbAsyncClient client,
      QueryRequest query,
      int limit,
      Function<Map<String, AttributeValue>, T> item,
      List<T> found) {
    QueryRequest next = query.toBuilder().limit(limit - found.size()).build();
    return client
        .query(next)
        .thenCompose(page -> {
          page.items().forEach(each -> found.add(item.apply(each)));
          if (!page.hasLastEvaluatedKey() || found.size() >= limit) {
            return CompletableFuture.completedFuture(found);
          }
          QueryRequest rest = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
          return pages(client, rest, limit, item, found);
        });
  }
}

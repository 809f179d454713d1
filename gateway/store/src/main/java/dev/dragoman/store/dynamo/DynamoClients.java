package dev.dragoman.store.dynamo;

import dev.dragoman.contract.StoreEntry;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** Clients with short patience: whoever waits is a request. */
final class DynamoClients {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration TRY = Duration.ofMillis(1_200);
  private static final int TRIES = 2;
  private static final int CONNECTIONS = 100;
  private static final int MOST_WAITING = 10_000;

  private DynamoClients() {}

  /** With the AWS SDK's own search for credentials. */
  static DynamoDbAsyncClient of(StoreEntry.DynamoDb entry) {
    DynamoDbAsyncClientBuilder builder =
        DynamoDbAsyncClient.builder()
            .region(Region.of(entry.region()))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(CONNECTIONS)
                    .maxPendingConnectionAcquires(MOST_WAITING)
                    .connectionTimeout(TRY)
                    .connectionAcquisitionTimeout(DEADLINE)
                    .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(2)))
            .overrideConfiguration(override ->
                override
                    .apiCallTimeout(DEADLINE)
                    .apiCallAttemptTimeout(TRY)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(TRIES)
                            .build()));
    if (entry.endpoint() != null) {
      builder.endpointOverride(entry.endpoint());
    }
    return builder.build();
  }
}

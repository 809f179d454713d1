package dev.dragoman.store.dynamo;

import dev.dragoman.contract.StoreEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** A client with short patience, since whoever waits is a request, and the threads it runs on. */
final class DynamoConnection implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration TRY = Duration.ofMillis(1_200);
  private static final int TRIES = 2;
  private static final int CONNECTIONS = 100;
  private static final int MOST_WAITING = 10_000;
  private static final long END_SECONDS = 15;

  private final DynamoDbAsyncClient client;
  private final SdkEventLoopGroup threads;

  private DynamoConnection(DynamoDbAsyncClient client, SdkEventLoopGroup threads) {
    this.client = client;
    this.threads = threads;
  }

  /** With the AWS SDK's own search for credentials. */
  static DynamoConnection of(StoreEntry.DynamoDb entry) {
    SdkEventLoopGroup threads = SdkEventLoopGroup.builder().numberOfThreads(2).build();
    DynamoDbAsyncClientBuilder builder =
        DynamoDbAsyncClient.builder()
            .region(Region.of(entry.region()))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(CONNECTIONS)
                    .maxPendingConnectionAcquires(MOST_WAITING)
                    .connectionTimeout(TRY)
                    .connectionAcquisitionTimeout(DEADLINE)
                    .eventLoopGroup(threads))
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
    return new DynamoConnection(builder.build(), threads);
  }

  DynamoDbAsyncClient client() {
    return client;
  }

  /** The SDK would wait two seconds for work that nobody can give its threads any more. */
  @Override
  public void close() {
    client.close();
    threads
        .eventLoopGroup()
        .shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly();
  }
}

package dev.dragoman.store.dynamo;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The two tables: billed by request, with a time to live. Its calls wait for the service. */
public final class DynamoTables {
  private static final int MOST_LOOKS = 120;
  private static final long BETWEEN_LOOKS_MILLIS = 1_000;

  /** Nobody's request waits for a table. */
  private static final AwsRequestOverrideConfiguration PATIENT =
      AwsRequestOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(20))
          .apiCallAttemptTimeout(Duration.ofSeconds(10))
          .build();

  private final DynamoDbAsyncClient client;
  private final StoreEntry.DynamoDb entry;

  DynamoTables(DynamoDbAsyncClient client, StoreEntry.DynamoDb entry) {
    this.client = client;
    this.entry = entry;
  }

  /** A table's name with the attributes of its key. */
  private record Table(String name, String partition, String sort) {}

  private List<Table> tables() {
    return List.of(
        new Table(entry.keyTable(), DynamoKeys.SCOPE, DynamoKeys.ID),
        new Table(entry.usageTable(), ItemKey.PARTITION, ItemKey.SORT));
  }

  /**
   * Makes what is missing of them and waits until it can be used, two minutes at most. May be
   * repeated, also after it was cut off.
   *
   * @param progress takes a line for each thing that is begun, awaited or found done
   * @throws StoreUnavailableException saying what is wrong in one line
   */
  public static void create(StoreEntry.DynamoDb entry, Consumer<String> progress) {
    try (DynamoConnection connection = DynamoConnection.of(entry)) {
      DynamoTables tables = new DynamoTables(connection.client(), entry);
      for (Table table : tables.tables()) {
        tables.create(table, progress);
        tables.awaitActive(table, progress);
        tables.switchOnTimeToLive(table, progress);
      }
    }
  }

  /** Looks whether they are there. */
  void require() {
    for (Table table : tables()) {
      TableDescription found = describe(table).orElseThrow(() -> missing(table));
      checkKey(table, found);
    }
  }

  private StoreUnavailableException missing(Table table) {
    String endpoint = entry.endpoint() == null ? "" : " --endpoint " + entry.endpoint();
    return new StoreUnavailableException(
        "table %s is missing in %s; create it with: dragoman tables create --region %s%s --key-table %s --usage-table %s"
            .formatted(
                table.name(),
                entry.region(),
                entry.region(),
                endpoint,
                entry.keyTable(),
                entry.usageTable()),
        null);
  }

  private void create(Table table, Consumer<String> progress) {
    Optional<TableDescription> found = describe(table);
    if (found.isPresent()) {
      checkKey(table, found.get());
      progress.accept("table " + table.name() + ": is there");
      return;
    }
    progress.accept("table " + table.name() + ": creating");
    try {
      client
          .createTable(create ->
              create
                  .tableName(table.name())
                  .overrideConfiguration(PATIENT)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(text(table.partition()), text(table.sort()))
                  .keySchema(
                      part(table.partition(), KeyType.HASH), part(table.sort(), KeyType.RANGE)))
          .join();
    } catch (CompletionException e) {
      if (!(DynamoFault.cause(e) instanceof ResourceInUseException)) {
        throw DynamoFault.unavailable(e);
      }
      progress.accept("table " + table.name() + ": another process creates it");
    }
  }

  private void awaitActive(Table table, Consumer<String> progress) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      Optional<TableDescription> found = describe(table);
      if (found.isPresent() && isUsable(found.get())) {
        progress.accept("table " + table.name() + ": active");
        return;
      }
      progress.accept("table " + table.name() + ": waiting");
      pause();
    }
    throw new StoreUnavailableException(
        "table " + table.name() + " did not become active in time", null);
  }

  private static boolean isUsable(TableDescription table) {
    return table.tableStatus() == TableStatus.ACTIVE || table.tableStatus() == TableStatus.UPDATING;
  }

  private void switchOnTimeToLive(Table table, Consumer<String> progress) {
    TimeToLiveStatus status =
        await(
                client.describeTimeToLive(
                    ttl -> ttl.tableName(table.name()).overrideConfiguration(PATIENT)))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING) {
      return;
    }
    progress.accept("table " + table.name() + ": time to live by attribute " + Values.TTL);
    await(
        client.updateTimeToLive(update ->
            update
                .tableName(table.name())
                .overrideConfiguration(PATIENT)
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(Values.TTL))));
  }

  private Optional<TableDescription> describe(Table table) {
    try {
      return Optional.of(
          client
              .describeTable(
                  describe -> describe.tableName(table.name()).overrideConfiguration(PATIENT))
              .join()
              .table());
    } catch (CompletionException e) {
      if (DynamoFault.cause(e) instanceof ResourceNotFoundException) {
        return Optional.empty();
      }
      throw DynamoFault.unavailable(e);
    }
  }

  private static void checkKey(Table table, TableDescription found) {
    List<String> key = found.keySchema().stream().map(KeySchemaElement::attributeName).toList();
    if (!key.equals(List.of(table.partition(), table.sort()))) {
      throw new StoreUnavailableException(
          "table %s is another's: its key is %s, not (%s, %s)"
              .formatted(table.name(), key, table.partition(), table.sort()),
          null);
    }
  }

  private static <T> T await(CompletableFuture<T> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      throw DynamoFault.unavailable(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for a table", e);
    }
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement part(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}

package dev.dragoman.store.dynamo;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A store in two tables of DynamoDB. */
public final class DynamoStore implements Store {
  private final DynamoConnection connection;
  private final KeyStore keys;
  private final WindowStore windows;
  private final UsageStore usage;
  private final ThoughtStore thoughts;
  private final ResponseStore responses;

  private DynamoStore(DynamoConnection connection, StoreEntry.DynamoDb entry) {
    this.connection = connection;
    DynamoDbAsyncClient client = connection.client();
    keys = new DynamoKeys(client, entry.keyTable());
    windows = new DynamoWindows(client, entry.usageTable());
    usage = new DynamoUsage(client, entry.usageTable());
    thoughts = new DynamoThoughts(client, entry.usageTable());
    responses = new DynamoResponses(client, entry.usageTable(), InstantSource.system());
  }

  /**
   * Opens the tables, which must be there: a pod makes none.
   *
   * @throws StoreUnavailableException saying what is wrong and, for a missing table, what makes it
   */
  public static DynamoStore open(StoreEntry.DynamoDb entry) {
    DynamoConnection connection = DynamoConnection.of(entry);
    try {
      new DynamoTables(connection.client(), entry).require();
      return new DynamoStore(connection, entry);
    } catch (StoreUnavailableException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public WindowStore windows() {
    return windows;
  }

  @Override
  public UsageStore usage() {
    return usage;
  }

  @Override
  public ThoughtStore thoughts() {
    return thoughts;
  }

  @Override
  public ResponseStore responses() {
    return responses;
  }

  @Override
  public void close() {
    connection.close();
  }
}

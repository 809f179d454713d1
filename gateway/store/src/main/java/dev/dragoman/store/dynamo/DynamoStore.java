package dev.dragoman.store.dynamo;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A store in two tables of DynamoDB. */
public final class DynamoStore implements Store {
  private final DynamoDbAsyncClient client;
  private final KeyStore keys;
  private final WindowStore windows;
  private final UsageStore usage;
  private final ThoughtStore thoughts;

  private DynamoStore(DynamoDbAsyncClient client, StoreEntry.DynamoDb entry) {
    this.client = client;
    keys = new DynamoKeys(client, entry.keyTable());
    windows = new DynamoWindows(client, entry.usageTable());
    usage = new DynamoUsage(client, entry.usageTable());
    thoughts = new DynamoThoughts(client, entry.usageTable());
  }

  /**
   * Opens the tables, which must be there: a pod makes none.
   *
   * @throws StoreUnavailableException saying what is wrong and, for a missing table, what makes it
   */
  public static DynamoStore open(StoreEntry.DynamoDb entry) {
    DynamoDbAsyncClient client = DynamoClients.of(entry);
    try {
      new DynamoTables(client, entry).require();
      return new DynamoStore(client, entry);
    } catch (StoreUnavailableException e) {
      client.close();
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
  public void close() {
    client.close();
  }
}

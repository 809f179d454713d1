package dev.dragoman.operator.keys;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.dynamo.DynamoTables;
import dev.dragoman.store.local.DynamoLocal;

/** Tables of DynamoDB Local. */
public final class LocalTables {
  private LocalTables() {}

  /** A store in tables that nobody else has. */
  public static Store open(DynamoLocal local) {
    return open(local.freshTables());
  }

  /** A store in these tables, which are made when they are not there. */
  public static Store open(StoreEntry.DynamoDb tables) {
    DynamoTables.create(tables, _ -> {});
    return DynamoStore.open(tables);
  }
}

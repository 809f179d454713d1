package dev.dragoman.store;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.dynamo.DynamoTables;
import dev.dragoman.store.local.DynamoLocal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class DynamoStoreTest
    implements KeyStoreContract,
        WindowStoreContract,
        ExpiryContract,
        RaceContract,
        UsageStoreContract,
        RulesContract,
        ThoughtStoreContract,
        ResponseStoreContract {
  private DynamoLocal local;
  private Store store;

  @BeforeAll
  void open() {
    local = DynamoLocal.start();
    StoreEntry.DynamoDb tables = local.freshTables();
    DynamoTables.create(tables, _ -> {});
    store = DynamoStore.open(tables);
  }

  @AfterAll
  void close() {
    store.close();
    local.close();
  }

  @Override
  public Store store() {
    return store;
  }
}

package dev.dragoman.store;

import dev.dragoman.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class SqliteStoreTest
    implements KeyStoreContract,
        WindowStoreContract,
        ExpiryContract,
        RaceContract,
        UsageStoreContract,
        RulesContract,
        ThoughtStoreContract,
        ResponseStoreContract {
  private Store store;

  @BeforeAll
  void open(@TempDir Path folder) {
    store = SqliteStore.open(folder.resolve("dragoman.db"), InstantSource.system());
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Override
  public Store store() {
    return store;
  }
}

package dev.dragoman.store;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/** Opens the store that a configuration names. */
public final class Stores {
  private static final String FILE = "dragoman.db";

  private Stores() {}

  /**
   * Opens it; may take a moment, so never on a thread that serves requests.
   *
   * @param stateDirectory holds the file of SQLite where the entry names none; a relative path of
   *     the entry begins there
   * @throws StoreUnavailableException saying what is wrong and what to do
   */
  public static Store open(StoreEntry entry, Path stateDirectory) {
    return switch (entry.type()) {
      case Memory -> new MemoryStore();
      case Sqlite -> SqliteStore.open(fileOf(entry, stateDirectory), InstantSource.system());
      case DynamoDB -> DynamoStore.open(Objects.requireNonNull(entry.dynamoDb()));
    };
  }

  /** The file of a store of SQLite, whether it is there or not. */
  public static Path fileOf(StoreEntry entry, Path stateDirectory) {
    String path = entry.sqlitePath();
    return stateDirectory.resolve(path == null ? FILE : path);
  }
}

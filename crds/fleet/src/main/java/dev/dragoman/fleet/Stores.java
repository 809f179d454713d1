package dev.dragoman.fleet;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.resources.gateway.DynamoDbSettings;
import dev.dragoman.resources.gateway.Store;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where keys and usage live. */
final class Stores {
  private Stores() {}

  static StoreEntry of(@Nullable Store store, ResourceSet.Mode mode, Reading reading) {
    if (store == null || store.type() == null) {
      return switch (mode) {
        case Cluster -> StoreEntry.MEMORY;
        case Directory -> StoreEntry.SQLITE;
      };
    }
    return switch (store.type()) {
      case Memory -> StoreEntry.MEMORY;
      case Sqlite -> sqlite(store, mode, reading);
      case DynamoDB ->
          reading.field("spec.store.dynamoDb", StoreEntry.MEMORY, () -> dynamoDb(store.dynamoDb()));
    };
  }

  private static StoreEntry sqlite(Store store, ResourceSet.Mode mode, Reading reading) {
    if (mode == ResourceSet.Mode.Cluster) {
      reading.unsupported(
          "spec.store.type=Sqlite", "a file serves one process: a fleet takes DynamoDB or Memory");
    }
    String path = store.sqlite() == null ? null : store.sqlite().path();
    return path == null ? StoreEntry.SQLITE : new StoreEntry(StoreEntry.Type.Sqlite, path, null);
  }

  private static StoreEntry dynamoDb(@Nullable DynamoDbSettings tables) {
    if (tables == null) {
      throw new IllegalArgumentException("type DynamoDB needs it");
    }
    return new StoreEntry(
        StoreEntry.Type.DynamoDB,
        null,
        new StoreEntry.DynamoDb(
            tables.region(),
            tables.endpoint() == null ? null : URI.create(tables.endpoint()),
            tables.keyTable(),
            tables.usageTable()));
  }
}

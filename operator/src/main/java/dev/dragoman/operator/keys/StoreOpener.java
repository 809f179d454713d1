package dev.dragoman.operator.keys;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;

/** Port: opens the store of a gateway. */
@FunctionalInterface
public interface StoreOpener {
  /**
   * Opens a store and makes its tables where they are missing. May take as long as tables take.
   *
   * @throws RuntimeException when it cannot be reached or the tables cannot be made
   */
  Store open(StoreEntry.DynamoDb tables);
}

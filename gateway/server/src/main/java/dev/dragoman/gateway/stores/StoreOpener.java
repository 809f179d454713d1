package dev.dragoman.gateway.stores;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;

/** Port: opens stores. */
@FunctionalInterface
public interface StoreOpener {
  /**
   * Opens a store.
   *
   * @throws RuntimeException when it cannot be opened, saying why in one line
   */
  Store open(StoreEntry entry);
}

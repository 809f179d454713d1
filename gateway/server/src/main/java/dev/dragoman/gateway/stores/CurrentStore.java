package dev.dragoman.gateway.stores;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;

/**
 * A store that is in use.
 *
 * @param scope uid of the gateway, under which everything of it is kept
 */
public record CurrentStore(String scope, StoreEntry entry, Store store) {
  /** Whether several processes use it at a time. */
  public boolean isShared() {
    return entry.type() == StoreEntry.Type.DynamoDB;
  }
}

package dev.dragoman.gateway.source;

import dev.dragoman.contract.KeyChanges;

/** Port: is told which keys have changed in the store. */
@FunctionalInterface
public interface KeyListener {
  /**
   * What is kept of these keys is stale from now on: it is looked up afresh before it is used, and
   * used while the store cannot be reached. It has to return at once.
   */
  void changed(KeyChanges changes);
}

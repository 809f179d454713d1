package dev.dragoman.operator.keys;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.store.Store;
import java.util.List;
import java.util.Set;

/** Port: the stores of gateways with tables, and what their pods told of them. Thread-safe. */
public interface OpenStores {
  /**
   * A gateway whose store is open.
   *
   * @param scope uid of the gateway
   */
  record Kept(ObjectName name, String scope, Store store) {}

  /** All gateways whose store is open. */
  List<Kept> kept();

  /** Public ids of the keys that pods touched since this was asked last. */
  Set<String> takeTouched(Kept gateway);
}

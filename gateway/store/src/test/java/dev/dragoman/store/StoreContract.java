package dev.dragoman.store;

/** What the suites of the ports ask of an adapter's test. */
interface StoreContract {
  /** The store under test; empty scopes are empty in it. */
  Store store();

  /** A scope that no other test uses. */
  default String freshScope() {
    return "gw-" + Names.next();
  }
}

package dev.dragoman.store.key;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Port: keys. Thread-safe, never blocks the caller. */
public interface KeyStore {
  /** The key of a public id, tombstones included. */
  CompletableFuture<Optional<KeyItem>> find(String scope, String keyId);

  /**
   * Writes a key if it is newer than what is stored: another uid's tombstone, the same uid with a
   * smaller generation, or nothing. The same item again is stored, so that a put may be repeated.
   */
  CompletableFuture<PutOutcome> put(KeyItem item);

  /**
   * Keys of a gateway in the order of their ids, tombstones included.
   *
   * @param after id of the last key of the page before, null for the first page
   */
  CompletableFuture<List<KeyItem>> list(String scope, @Nullable String after, int limit);

  /** What became of a write. */
  sealed interface PutOutcome {
    /** It is stored. */
    record Stored() implements PutOutcome {}

    /** What is stored is as new, newer, or another key's. */
    record Refused(KeyItem stored) implements PutOutcome {}
  }
}

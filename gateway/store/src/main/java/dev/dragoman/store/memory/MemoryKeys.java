package dev.dragoman.store.memory;

import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keys of each scope in the order of their ids. */
final class MemoryKeys implements KeyStore {
  private final Map<String, NavigableMap<String, KeyItem>> scopes = new HashMap<>();

  @Override
  public synchronized CompletableFuture<Optional<KeyItem>> find(String scope, String keyId) {
    return CompletableFuture.completedFuture(Optional.ofNullable(of(scope).get(keyId)));
  }

  @Override
  public synchronized CompletableFuture<PutOutcome> put(KeyItem item) {
    NavigableMap<String, KeyItem> keys = of(item.scope());
    KeyItem stored = keys.get(item.entry().keyId());
    if (stored != null && !stored.equals(item) && !item.replaces(stored)) {
      return CompletableFuture.completedFuture(new PutOutcome.Refused(stored));
    }
    keys.put(item.entry().keyId(), item);
    return CompletableFuture.completedFuture(new PutOutcome.Stored());
  }

  @Override
  public synchronized CompletableFuture<List<KeyItem>> list(
      String scope, @Nullable String after, int limit) {
    NavigableMap<String, KeyItem> keys = of(scope);
    NavigableMap<String, KeyItem> rest = after == null ? keys : keys.tailMap(after, false);
    return CompletableFuture.completedFuture(rest.values().stream().limit(limit).toList());
  }

  private NavigableMap<String, KeyItem> of(String scope) {
    return scopes.computeIfAbsent(scope, _ -> new TreeMap<>());
  }
}

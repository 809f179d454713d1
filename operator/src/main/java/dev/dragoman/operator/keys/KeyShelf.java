package dev.dragoman.operator.keys;

import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.key.KeyStore.PutOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's store holds, as far as this operator read and wrote it. So an unchanged world
 * costs one reading at the start and nothing after it.
 *
 * <p>Guarded by its owner; calls wait for the store, each a bounded time.
 */
final class KeyShelf {
  /** Per try; the adapter of the store tries twice within it. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int PAGE = 500;
  private static final int AT_ONCE = 32;

  private final KeyStore store;
  private final String scope;
  private final Map<String, KeyItem> items = new HashMap<>();
  private boolean read;

  KeyShelf(KeyStore store, String scope) {
    this.store = store;
    this.scope = scope;
  }

  /** All items, tombstones too. */
  Collection<KeyItem> items() {
    load();
    return List.copyOf(items.values());
  }

  @Nullable KeyItem find(String keyId) {
    load();
    return items.get(keyId);
  }

  private void load() {
    if (read) {
      return;
    }
    String after = null;
    List<KeyItem> page;
    do {
      page = await(store.list(scope, after, PAGE));
      page.forEach(item -> items.put(item.entry().keyId(), item));
      after = page.isEmpty() ? null : page.getLast().entry().keyId();
    } while (page.size() == PAGE);
    read = true;
  }

  /** Reads everything again at the next question: somebody else wrote. */
  void forget() {
    read = false;
    items.clear();
  }

  /**
   * Writes, some at a time.
   *
   * @return those that are in force now; of the others the store holds something newer, or a key of
   *     another object
   */
  List<KeyItem> put(List<KeyItem> wanted) {
    List<KeyItem> stored = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += AT_ONCE) {
      List<KeyItem> some = wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE));
      List<CompletableFuture<PutOutcome>> writes = some.stream().map(store::put).toList();
      for (int i = 0; i < some.size(); i++) {
        switch (await(writes.get(i))) {
          case PutOutcome.Stored() -> {
            items.put(some.get(i).entry().keyId(), some.get(i));
            stored.add(some.get(i));
          }
          case PutOutcome.Refused(KeyItem newer) -> items.put(newer.entry().keyId(), newer);
        }
      }
    }
    return stored;
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailableException("no answer in " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted", e);
    }
  }
}

package dev.dragoman.operator.keys;

import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store whose keys can be out of reach, and that counts what is written to them. */
public final class SwitchableStore implements Store, KeyStore {
  private final Store inner;
  private final AtomicInteger puts = new AtomicInteger();
  private volatile boolean down;

  /** Closes nothing: the inner one outlives an operator. */
  public SwitchableStore(Store inner) {
    this.inner = inner;
  }

  /** Whether nobody reaches it. */
  public void down(boolean now) {
    down = now;
  }

  /** How often a key was written. */
  public int puts() {
    return puts.get();
  }

  /** All keys of a gateway, tombstones too. */
  public List<KeyItem> all(String scope) {
    return inner.keys().list(scope, null, 1000).join();
  }

  private <T> CompletableFuture<T> reached(Supplier<CompletableFuture<T>> call) {
    return down
        ? CompletableFuture.failedFuture(
            new StoreUnavailableException("down", new IllegalStateException("down")))
        : call.get();
  }

  @Override
  public CompletableFuture<Optional<KeyItem>> find(String scope, String keyId) {
    return reached(() -> inner.keys().find(scope, keyId));
  }

  @Override
  public CompletableFuture<PutOutcome> put(KeyItem item) {
    return reached(() -> {
      puts.incrementAndGet();
      return inner.keys().put(item);
    });
  }

  @Override
  public CompletableFuture<List<KeyItem>> list(String scope, @Nullable String after, int limit) {
    return reached(() -> inner.keys().list(scope, after, limit));
  }

  @Override
  public KeyStore keys() {
    return this;
  }

  @Override
  public WindowStore windows() {
    return inner.windows();
  }

  @Override
  public UsageStore usage() {
    return inner.usage();
  }

  @Override
  public ThoughtStore thoughts() {
    return inner.thoughts();
  }

  @Override
  public ResponseStore responses() {
    return inner.responses();
  }

  @Override
  public void close() {}
}

package dev.dragoman.gateway.usage;

import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.WindowStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A store whose usage can be out of reach, before or after a write took effect. */
final class FlakyStore implements Store, UsageStore {
  enum Mood {
    /** Writes are taken and confirmed. */
    WELL,
    /** Writes are not taken. */
    AWAY,
    /** Writes are taken, and the confirmation is lost. */
    MUTE,
    /** Nothing is answered. */
    HANGING
  }

  private final MemoryStore store;
  private volatile Mood mood = Mood.WELL;

  FlakyStore(MemoryStore store) {
    this.store = store;
  }

  void become(Mood next) {
    mood = next;
  }

  private CompletableFuture<Void> write(Supplier<CompletableFuture<Void>> write) {
    return switch (mood) {
      case WELL -> write.get();
      case AWAY -> failed();
      case MUTE -> write.get().thenCompose(_ -> failed());
      case HANGING -> new CompletableFuture<>();
    };
  }

  private static CompletableFuture<Void> failed() {
    return CompletableFuture.failedFuture(
        new StoreUnavailableException("out of reach", new IllegalStateException("test")));
  }

  @Override
  public CompletableFuture<Void> record(List<UsageRecord> records) {
    return write(() -> store.usage().record(records));
  }

  @Override
  public CompletableFuture<Void> replace(List<UsageTotals> totals) {
    return write(() -> store.usage().replace(totals));
  }

  @Override
  public CompletableFuture<List<UsageTotals>> totals(Query query) {
    return store.usage().totals(query);
  }

  @Override
  public CompletableFuture<List<UsageRecord>> records(String scope, String subject, int limit) {
    return store.usage().records(scope, subject, limit);
  }

  @Override
  public KeyStore keys() {
    return store.keys();
  }

  @Override
  public WindowStore windows() {
    return store.windows();
  }

  @Override
  public UsageStore usage() {
    return this;
  }

  @Override
  public ThoughtStore thoughts() {
    return store.thoughts();
  }

  @Override
  public void close() {
    store.close();
  }
}

package dev.dragoman.gateway.memory;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A store whose thoughts can be out of reach, and that keeps count of what it is asked. */
final class ThoughtStores implements Store, ThoughtStore {
  enum Mood {
    WELL,
    /** Calls fail. */
    AWAY,
    /** Calls are answered when it is well again. */
    FROZEN
  }

  private final MemoryStore store = new MemoryStore();
  private final List<Runnable> held = new ArrayList<>();

  /** The ids of each look-up. */
  final List<List<String>> lookUps = new CopyOnWriteArrayList<>();

  /** How many thoughts each write had. */
  final List<Integer> writes = new CopyOnWriteArrayList<>();

  private Mood mood = Mood.WELL;

  /** The store as one that outlives a process. */
  CurrentStore of(String scope) {
    return new CurrentStore(scope, StoreEntry.SQLITE, this);
  }

  void become(Mood next) {
    List<Runnable> due;
    synchronized (this) {
      mood = next;
      due = next == Mood.FROZEN ? List.of() : List.copyOf(held);
      held.removeAll(due);
    }
    due.forEach(Runnable::run);
  }

  private synchronized <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
    return switch (mood) {
      case WELL -> call.get();
      case AWAY ->
          CompletableFuture.failedFuture(
              new StoreUnavailableException("out of reach", new IllegalStateException("test")));
      case FROZEN -> {
        CompletableFuture<T> later = new CompletableFuture<>();
        held.add(() -> later.complete(call.get().join()));
        yield later;
      }
    };
  }

  @Override
  public CompletableFuture<Integer> remember(Map<ThoughtId, byte[]> states, Instant until) {
    writes.add(states.size());
    return call(() -> store.thoughts().remember(states, until));
  }

  @Override
  public CompletableFuture<Map<ThoughtId, byte[]>> recall(Collection<ThoughtId> ids) {
    lookUps.add(ids.stream().map(ThoughtId::callId).toList());
    return call(() -> store.thoughts().recall(ids));
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
    return store.usage();
  }

  @Override
  public ThoughtStore thoughts() {
    return this;
  }

  @Override
  public void close() {
    store.close();
  }
}

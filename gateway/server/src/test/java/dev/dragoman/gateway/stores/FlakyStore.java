package dev.dragoman.gateway.stores;

import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.WindowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A store whose usage and thoughts can be out of reach, before or after a call took effect, and
 * that keeps count of what it is asked of thoughts. Usage can be read in any mood.
 */
public final class FlakyStore implements Store {
  /** What becomes of calls. */
  public enum Mood {
    /** Calls are done and answered. */
    WELL,
    /** Calls are not done. */
    AWAY,
    /** Calls are done, and the answer is lost. */
    MUTE,
    /** Calls are not done, and nobody says so. */
    HANGING,
    /** Calls are done and answered as soon as the mood is another. */
    FROZEN
  }

  private final MemoryStore store = new MemoryStore();
  private final UsageStore usage = new Usage();
  private final ThoughtStore thoughts = new Thoughts();
  private final ResponseStore responses = new Responses();
  private final List<List<String>> lookUps = new CopyOnWriteArrayList<>();
  private final List<Integer> writes = new CopyOnWriteArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private Mood mood = Mood.WELL;

  /** From now on. */
  public void become(Mood next) {
    List<Runnable> due;
    synchronized (this) {
      mood = next;
      due = next == Mood.FROZEN ? List.of() : List.copyOf(held);
      held.removeAll(due);
    }
    due.forEach(Runnable::run);
  }

  /** The ids of each look-up of thoughts. */
  public List<List<String>> lookUps() {
    return lookUps;
  }

  /** How many thoughts each write had. */
  public List<Integer> writes() {
    return writes;
  }

  private synchronized <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
    return switch (mood) {
      case WELL -> call.get();
      case AWAY -> failed();
      case MUTE -> call.get().thenCompose(_ -> failed());
      case HANGING -> new CompletableFuture<>();
      case FROZEN -> {
        CompletableFuture<T> later = new CompletableFuture<>();
        held.add(() -> later.complete(call.get().join()));
        yield later;
      }
    };
  }

  private static <T> CompletableFuture<T> failed() {
    return CompletableFuture.failedFuture(
        new StoreUnavailableException("out of reach", new IllegalStateException("test")));
  }

  private final class Usage implements UsageStore {
    @Override
    public CompletableFuture<Void> record(List<UsageRecord> records) {
      return call(() -> store.usage().record(records));
    }

    @Override
    public CompletableFuture<Void> replace(List<UsageTotals> totals) {
      return call(() -> store.usage().replace(totals));
    }

    @Override
    public CompletableFuture<List<UsageTotals>> totals(Query query) {
      return store.usage().totals(query);
    }

    @Override
    public CompletableFuture<List<UsageRecord>> records(String scope, String subject, int limit) {
      return store.usage().records(scope, subject, limit);
    }
  }

  private final class Thoughts implements ThoughtStore {
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
  }

  private final class Responses implements ResponseStore {
    @Override
    public CompletableFuture<Void> put(ResponseId id, byte[] content, Instant until) {
      return call(() -> store.responses().put(id, content, until));
    }

    @Override
    public CompletableFuture<Map<ResponseId, byte[]>> get(Collection<ResponseId> ids) {
      return call(() -> store.responses().get(ids));
    }

    @Override
    public CompletableFuture<Boolean> delete(ResponseId id) {
      return call(() -> store.responses().delete(id));
    }
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
    return usage;
  }

  @Override
  public ThoughtStore thoughts() {
    return thoughts;
  }

  @Override
  public ResponseStore responses() {
    return responses;
  }

  @Override
  public void close() {
    store.close();
  }
}

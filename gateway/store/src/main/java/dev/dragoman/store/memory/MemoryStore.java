package dev.dragoman.store.memory;

import dev.dragoman.store.Store;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;
import java.time.InstantSource;

/** A store that ends with its process: for tests, and for fleets that share nothing. */
public final class MemoryStore implements Store {
  private final KeyStore keys = new MemoryKeys();
  private final WindowStore windows;
  private final UsageStore usage;
  private final ThoughtStore thoughts;
  private final ResponseStore responses;

  public MemoryStore() {
    this(InstantSource.system());
  }

  /**
   * @param clock tells when something may be forgotten
   */
  public MemoryStore(InstantSource clock) {
    windows = new MemoryWindows(clock);
    usage = new MemoryUsage(clock);
    thoughts = new MemoryThoughts(clock);
    responses = new MemoryResponses(clock);
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public WindowStore windows() {
    return windows;
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
  public void close() {}
}

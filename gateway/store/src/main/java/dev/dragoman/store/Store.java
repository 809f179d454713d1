package dev.dragoman.store;

import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;

/**
 * One store with all that it keeps. Its parts never block the caller; what cannot be reached fails
 * their futures with a {@link StoreUnavailableException}. Thread-safe.
 */
public interface Store extends AutoCloseable {
  /** Keys by their public id. */
  KeyStore keys();

  /** What was committed of each window. */
  WindowStore windows();

  /** Who used what. */
  UsageStore usage();

  /** Opaque state of reasoning. */
  ThoughtStore thoughts();

  /** Answers that clients asked to be stored. */
  ResponseStore responses();

  /** Finishes what was begun and lets go of files and connections. */
  @Override
  void close();
}

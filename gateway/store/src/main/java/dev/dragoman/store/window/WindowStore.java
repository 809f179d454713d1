package dev.dragoman.store.window;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Port: windows, one item each. Every call is one atomic step on one item. Thread-safe, never
 * blocks the caller.
 */
public interface WindowStore {
  /**
   * Makes a step.
   *
   * <pre>
   * stored sequence of the holder   outcome
   * ≥ sequence                      Applied: it was, by an earlier call
   * = sequence - 1 (none for 1)     Applied, or Exhausted where committed would exceed max
   * anything else                   Superseded
   * </pre>
   */
  CompletableFuture<ChangeOutcome> change(WindowChange change);

  /** The windows as they are, in the order asked for; unknown ones are empty. */
  CompletableFuture<List<WindowState>> read(List<WindowId> ids);

  /**
   * Ends the hold of a dead holder, if its sequence is still the one that was seen.
   *
   * @param settlement what becomes of what it held
   * @return whether this call ended it
   */
  CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement);

  /** What becomes of what a dead holder held. */
  enum Settlement {
    /** It counts as spent: the holder may have spent it. */
    Spent,
    /** It is free again: it was bound to the life of the holder, as running requests are. */
    Returned
  }

  /**
   * Sets a mark on a window, so that of all processes one alone acts on it, such as telling
   * somebody that half of a budget is spent.
   *
   * @return whether this call was the first
   */
  CompletableFuture<Boolean> mark(WindowId id, String mark);
}

package dev.dragoman.store.window;

/** What became of a {@link WindowChange}. */
public sealed interface ChangeOutcome {
  /** The window after it. */
  WindowState state();

  /** It is in force, by this call or an earlier one. */
  record Applied(WindowState state) implements ChangeOutcome {}

  /** It would have exceeded its max; nothing changed, and its sequence may be used again. */
  record Exhausted(WindowState state) implements ChangeOutcome {}

  /**
   * The holder was taken for dead and what it held was settled without it; nothing changed. It
   * begins again with sequence 1 and holds nothing.
   */
  record Superseded(WindowState state) implements ChangeOutcome {}
}

package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model is told to think, and what of its thinking has to come back. Data, like the rest of
 * {@link Capabilities}.
 *
 * @param control what a request says about thinking, null when it can say nothing
 * @param levels efforts that are taken; {@link Effort#NONE} when thinking can be switched off by
 *     saying so
 * @param minBudget least budget in tokens, null where budgets are not taken
 * @param maxBudget most budget in tokens, null when not known
 * @param yieldsToForcedTool whether thinking has to be off when a tool is forced
 */
public record ReasoningControls(
    @Nullable Control control,
    Set<Effort> levels,
    @Nullable Integer minBudget,
    @Nullable Integer maxBudget,
    State state,
    boolean yieldsToForcedTool) {
  /** A model about whose thinking nothing can be said. */
  public static final ReasoningControls NONE =
      new ReasoningControls(null, Set.of(), null, null, State.NONE, false);

  /** What a request says about thinking. */
  public enum Control {
    /** On or off, with an effort beside it. */
    SWITCH,
    /** A number of tokens. */
    BUDGET,
    /** A number of tokens; 0 is none, −1 leaves it to the model, as Gemini 2.5 has it. */
    DYNAMIC_BUDGET,
    /** A word for the effort. */
    EFFORT,
    /** A word for the effort or a number of tokens, as OpenRouter takes them for every model. */
    EFFORT_OR_BUDGET,
    /** The model decides, within an effort. */
    ADAPTIVE,
    /** A word for the level, as Gemini 3 has it. */
    LEVEL
  }

  /** What has to be sent back with the next request. */
  public enum State {
    NONE,
    /** Signed thinking of Claude, wherever it runs. */
    ANTHROPIC,
    GEMINI,
    ENCRYPTED,
    /** The text itself. */
    TEXT,
    /** OpenRouter's record of the thinking, whoever thought. */
    DETAILS
  }

  public ReasoningControls {
    EnumSet<Effort> sorted = EnumSet.noneOf(Effort.class);
    sorted.addAll(levels);
    levels = Collections.unmodifiableSet(sorted);
  }

  boolean takesBudgets() {
    return minBudget != null;
  }
}

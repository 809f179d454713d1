package dev.dragoman.gateway.config;

import dev.dragoman.contract.CapabilitiesEntry;
import dev.dragoman.protocol.codec.ReasoningControls;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a provider says of how its model thinks, laid over the table of families. */
final class StatedReasoning {
  private StatedReasoning() {}

  static ReasoningControls over(
      ReasoningControls table, CapabilitiesEntry.@Nullable Reasoning said) {
    if (said == null) {
      return table;
    }
    return new ReasoningControls(
        control(table.control(), said.control()),
        said.levels().isEmpty() ? table.levels() : levels(said.levels()),
        said.minBudget() == null ? table.minBudget() : said.minBudget(),
        said.maxBudget() == null ? table.maxBudget() : said.maxBudget(),
        state(table.state(), said.state()),
        table.yieldsToForcedTool());
  }

  private static @Nullable Control control(
      @Nullable Control table, CapabilitiesEntry.Reasoning.@Nullable Control said) {
    return switch (said) {
      case null -> table;
      case Switch -> Control.SWITCH;
      // A budget that Gemini need not use up is a budget all the same.
      case Budget -> table == Control.DYNAMIC_BUDGET ? table : Control.BUDGET;
      case Effort -> Control.EFFORT;
      case Adaptive -> Control.ADAPTIVE;
      case Level -> Control.LEVEL;
    };
  }

  private static State state(State table, CapabilitiesEntry.Reasoning.@Nullable State said) {
    return switch (said) {
      case null -> table;
      case None -> State.NONE;
      case Anthropic -> State.ANTHROPIC;
      case Gemini -> State.GEMINI;
      case Encrypted -> State.ENCRYPTED;
      case Text -> State.TEXT;
    };
  }

  /** Levels by the names that providers give them; one that no client can ask for says nothing. */
  private static Set<Effort> levels(List<String> names) {
    Set<Effort> levels = EnumSet.noneOf(Effort.class);
    for (String name : names) {
      for (Effort effort : Effort.values()) {
        if (effort.name().equals(name.toUpperCase(Locale.ROOT))) {
          levels.add(effort);
        }
      }
    }
    return levels;
  }
}

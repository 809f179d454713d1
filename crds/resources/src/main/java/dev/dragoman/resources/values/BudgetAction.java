package dev.dragoman.resources.values;

/** What happens when a budget is spent. */
public enum BudgetAction {
  Block,
  Warn
}

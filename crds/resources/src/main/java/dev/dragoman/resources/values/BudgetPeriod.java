package dev.dragoman.resources.values;

/** How long a budget lasts before it starts anew. */
public enum BudgetPeriod {
  Hour,
  Day,
  Week,
  Month,
  Lifetime
}

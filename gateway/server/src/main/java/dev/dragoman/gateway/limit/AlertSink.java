package dev.dragoman.gateway.limit;

/** Port: tells whoever wants to know. Thread-safe, never waits. */
@FunctionalInterface
public interface AlertSink {
  /** Tells nobody. */
  AlertSink NONE = alert -> {};

  void crossed(BudgetAlert alert);

  /** How a budget stands, whenever the store has said so: not for each request. */
  default void stands(BudgetStanding standing) {}
}

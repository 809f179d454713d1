package dev.dragoman.operator;

/** Names of the operator's own metrics. */
final class MetricNames {
  /** Whether this process leads, 1 or 0. */
  static final String LEADER = "dragoman.operator.leader";

  private MetricNames() {}
}

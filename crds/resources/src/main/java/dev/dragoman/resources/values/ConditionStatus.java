package dev.dragoman.resources.values;

/** Whether a condition holds. */
public enum ConditionStatus {
  True,
  False,
  Unknown
}

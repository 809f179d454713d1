package dev.dragoman.resources.values;

/** How a label is compared. */
public enum SelectorOperator {
  In,
  NotIn,
  Exists,
  DoesNotExist
}

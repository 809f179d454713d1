package dev.dragoman.resources.gateway;

/** How a node's label is compared. */
public enum NodeOperator {
  In,
  NotIn,
  Exists,
  DoesNotExist,
  Gt,
  Lt
}

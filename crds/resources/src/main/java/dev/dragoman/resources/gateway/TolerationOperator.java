package dev.dragoman.resources.gateway;

/** How a taint is compared. */
public enum TolerationOperator {
  Equal,
  Exists
}

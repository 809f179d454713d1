package dev.dragoman.resources.route;

/** What happens to what another protocol cannot say. */
public enum LossPolicy {
  Strict,
  Lenient
}

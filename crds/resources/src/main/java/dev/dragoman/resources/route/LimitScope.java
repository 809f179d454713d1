package dev.dragoman.resources.route;

/** What a limit counts for. */
public enum LimitScope {
  Route,
  Key
}

package dev.dragoman.resources.route;

/** Whether answers are kept. */
public enum CacheMode {
  Disabled,
  Exact
}

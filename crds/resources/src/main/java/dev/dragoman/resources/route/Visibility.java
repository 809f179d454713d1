package dev.dragoman.resources.route;

/** Whether names stand in lists of models. */
public enum Visibility {
  Listed,
  Hidden
}

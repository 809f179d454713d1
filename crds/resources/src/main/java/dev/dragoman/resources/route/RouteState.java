package dev.dragoman.resources.route;

/** Whether a route serves. */
public enum RouteState {
  Active,
  Disabled
}

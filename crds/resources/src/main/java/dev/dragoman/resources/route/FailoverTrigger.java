package dev.dragoman.resources.route;

/** A failure after which another backend is tried. */
public enum FailoverTrigger {
  ConnectError,
  Timeout,
  Http429,
  Http5xx,
  ContextLength,
  ContentFilter
}

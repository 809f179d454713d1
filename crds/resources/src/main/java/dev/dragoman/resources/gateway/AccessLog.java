package dev.dragoman.resources.gateway;

/** What is logged of a request. */
public enum AccessLog {
  Summary,
  None
}

package dev.dragoman.resources.gateway;

/** Whose providers may use the gateway's own cloud identity. */
public enum AmbientFrom {
  None,
  Same,
  Selector
}

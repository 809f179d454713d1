package dev.dragoman.resources.gateway;

/** Whether a NetworkPolicy is made. */
public enum PolicyMode {
  Enabled,
  Disabled
}

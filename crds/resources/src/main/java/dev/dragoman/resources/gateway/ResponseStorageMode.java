package dev.dragoman.resources.gateway;

/** Whether answers are stored. */
public enum ResponseStorageMode {
  Enabled,
  Disabled
}

package dev.dragoman.gateway.source;

/** Where a configuration came from. */
public enum Origin {
  /** The copy that the pod kept of an earlier one. */
  DISK,
  /** The boot copy that is mounted. */
  MOUNTED,
  /** The operator's stream: its word on epochs is the newest there is. */
  STREAM
}

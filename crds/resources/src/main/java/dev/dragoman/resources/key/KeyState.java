package dev.dragoman.resources.key;

/** Whether a key is honoured. */
public enum KeyState {
  Active,
  Suspended,
  Revoked
}

package dev.dragoman.resources.key;

/** Whether the keys of a quota are honoured. */
public enum QuotaState {
  Active,
  Suspended
}

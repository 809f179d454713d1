package dev.dragoman.resources.values;

/** What happens while the store cannot be reached. */
public enum OutageMode {
  HeldSlices,
  Allow,
  Deny
}

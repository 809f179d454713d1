package dev.dragoman.resources.provider;

/** How a model's prompt cache is steered. */
public enum CacheMarks {
  None,
  Explicit,
  Keyed
}

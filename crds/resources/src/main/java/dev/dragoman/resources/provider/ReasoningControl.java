package dev.dragoman.resources.provider;

/** How a model is told to think. */
public enum ReasoningControl {
  Switch,
  Budget,
  Effort,
  Adaptive,
  Level
}

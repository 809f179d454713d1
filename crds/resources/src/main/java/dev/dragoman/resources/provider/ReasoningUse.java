package dev.dragoman.resources.provider;

/** Whether a model thinks. */
public enum ReasoningUse {
  None,
  Optional,
  Always
}

package dev.dragoman.resources.provider;

/** Which of temperature and top_p a model takes. */
public enum SamplingSet {
  Full,
  OneOf,
  None
}

package dev.dragoman.resources.provider;

/** Where instructions may stand. */
public enum SystemPlacement {
  Top,
  System,
  Developer,
  Anywhere
}

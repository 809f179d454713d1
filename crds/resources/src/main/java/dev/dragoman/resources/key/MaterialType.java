package dev.dragoman.resources.key;

/** Where a key's text comes from. */
public enum MaterialType {
  Generate,
  FromSecret
}

package dev.dragoman.resources.key;

/** Which of a key's texts. */
public enum VersionState {
  Current,
  Retiring
}

package dev.dragoman.standalone.directory;

import dev.dragoman.fleet.ObjectName;

/** Tells an object from all others of a directory. */
record ManifestKey(String kind, ObjectName name) {
  /** {@code Kind namespace/name}. */
  @Override
  public String toString() {
    return kind + " " + name;
  }
}

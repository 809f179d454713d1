package dev.dragoman.standalone.directory;

import dev.dragoman.fleet.ObjectName;
import java.util.Comparator;

/** Tells an object from all others of a directory. */
record ManifestKey(String kind, ObjectName name) implements Comparable<ManifestKey> {
  private static final Comparator<ManifestKey> ORDER =
      Comparator.comparing(ManifestKey::kind).thenComparing(ManifestKey::name);

  @Override
  public int compareTo(ManifestKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code Kind namespace/name}. */
  @Override
  public String toString() {
    return kind + " " + name;
  }
}

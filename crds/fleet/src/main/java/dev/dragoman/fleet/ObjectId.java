package dev.dragoman.fleet;

import java.util.Comparator;

/** Names an object among all. */
public record ObjectId(Kind kind, ObjectName name) implements Comparable<ObjectId> {
  private static final Comparator<ObjectId> ORDER =
      Comparator.comparing(ObjectId::kind).thenComparing(ObjectId::name);

  @Override
  public int compareTo(ObjectId other) {
    return ORDER.compare(this, other);
  }

  /** {@code Kind namespace/name}. */
  @Override
  public String toString() {
    return kind + " " + name;
  }
}

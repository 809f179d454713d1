package dev.dragoman.fleet;

import org.jspecify.annotations.Nullable;

/** Names an object among all. */
public record ObjectId(Kind kind, ObjectName name) implements Comparable<ObjectId> {

  /** Written out like those of {@link ObjectName}. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ObjectId that && kind == that.kind && name.equals(that.name));
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + name.hashCode();
  }

  @Override
  public int compareTo(ObjectId other) {
    int first = kind.compareTo(other.kind);
    return first == 0 ? name.compareTo(other.name) : first;
  }

  /** {@code Kind namespace/name}. */
  @Override
  public String toString() {
    return kind + " " + name;
  }
}

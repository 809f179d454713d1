package dev.dragoman.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import org.jspecify.annotations.Nullable;

/** Names an object among those of its kind. */
public record ObjectName(String namespace, String name) implements Comparable<ObjectName> {
  /** The name of an object; one without a namespace is in {@code default}. */
  public static ObjectName of(HasMetadata object) {
    return in(object.getMetadata().getNamespace(), "default", object.getMetadata().getName());
  }

  /** The name that a reference means: in its own namespace unless it says another. */
  public static ObjectName in(@Nullable String namespace, String otherwise, String name) {
    return new ObjectName(namespace == null || namespace.isEmpty() ? otherwise : namespace, name);
  }

  /** The name that {@link #toString} writes. */
  public static ObjectName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not namespace/name: " + text);
    }
    return new ObjectName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Written out, as it is asked for every reference of a fleet: those of records are slower. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ObjectName that
            && name.equals(that.name)
            && namespace.equals(that.namespace));
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  @Override
  public int compareTo(ObjectName other) {
    int first = namespace.compareTo(other.namespace);
    return first == 0 ? name.compareTo(other.name) : first;
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

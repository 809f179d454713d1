package dev.dragoman.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Names an object among those of its kind. */
public record ObjectName(String namespace, String name) implements Comparable<ObjectName> {
  private static final Comparator<ObjectName> ORDER =
      Comparator.comparing(ObjectName::namespace).thenComparing(ObjectName::name);

  static ObjectName of(HasMetadata object) {
    return in(object.getMetadata().getNamespace(), "default", object.getMetadata().getName());
  }

  /** The name that a reference means: in its own namespace unless it says another. */
  static ObjectName in(@Nullable String namespace, String otherwise, String name) {
    return new ObjectName(namespace == null || namespace.isEmpty() ? otherwise : namespace, name);
  }

  @Override
  public int compareTo(ObjectName other) {
    return ORDER.compare(this, other);
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

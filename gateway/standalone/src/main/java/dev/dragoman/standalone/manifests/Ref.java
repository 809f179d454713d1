package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reference to another object; without a namespace it means the referrer's own. */
record Ref(ObjectName target, Place place) {
  private static final Fields FIELDS = Fields.of("name", "namespace");

  static @Nullable Ref read(YamlCursor cursor, String ownNamespace) {
    if (!cursor.isMapping()) {
      return null;
    }
    cursor.allow(FIELDS);
    YamlCursor nameField = cursor.required("name");
    String name = nameField == null ? null : Syntax.NAME_OR_STAR.text(nameField);
    String namespace = Syntax.NAMESPACE.optional(cursor.field("namespace"));
    if (name == null) {
      return null;
    }
    return new Ref(
        new ObjectName(namespace == null ? ownNamespace : namespace, name), cursor.place());
  }

  static List<Ref> list(YamlCursor spec, String field, int max, String ownNamespace) {
    return spec.items(field, max).stream()
        .map(item -> read(item, ownNamespace))
        .filter(ref -> ref != null)
        .toList();
  }

  /** Whether this means every object: the name is a star. */
  boolean all() {
    return target.name().equals("*");
  }
}

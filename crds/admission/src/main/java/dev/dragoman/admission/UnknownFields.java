package dev.dragoman.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields that the schema does not know, outside the metadata, which is the same in every kind:
 * {@link MetadataDecoding}. Strict validation, the default of kubectl, refuses an object for them;
 * without it an API server drops them.
 */
final class UnknownFields {
  private static final Set<String> TYPE = Set.of("apiVersion", "kind");

  private final List<Violation> found = new ArrayList<>();

  private UnknownFields() {}

  /** Drops the unknown fields of an object and says which they were. */
  static List<Violation> prune(Map<String, @Nullable Object> object, Schema schema) {
    UnknownFields fields = new UnknownFields();
    fields.pruneRoot(object, schema);
    return List.copyOf(fields.found);
  }

  private void pruneRoot(Map<String, @Nullable Object> object, Schema schema) {
    object
        .keySet()
        .removeIf(name -> isUnknown(name, schema, FieldPath.ROOT) && !name.equals("metadata"));
    object.forEach((name, value) -> {
      Schema field = schema.field(name);
      if (field != null && !TYPE.contains(name) && !name.equals("metadata")) {
        prune(value, field, FieldPath.ROOT.child(name));
      }
    });
  }

  private void prune(@Nullable Object value, Schema schema, FieldPath path) {
    if (value instanceof List<?>) {
      Schema items = schema.items();
      List<@Nullable Object> list = Trees.listOf(value);
      for (int i = 0; items != null && i < list.size(); i++) {
        prune(list.get(i), items, path.index(i));
      }
      return;
    }
    Map<String, @Nullable Object> map = Trees.mapOf(value);
    if (map.isEmpty()) {
      return;
    }
    map.keySet().removeIf(name -> isUnknown(name, schema, path));
    map.forEach((name, child) -> {
      Schema field = schema.field(name);
      if (field != null) {
        prune(child, field, path.child(name));
      }
    });
  }

  private boolean isUnknown(String name, Schema schema, FieldPath path) {
    boolean known =
        schema.field(name) != null
            || schema.preservesUnknownFields()
            || (path.equals(FieldPath.ROOT) && (TYPE.contains(name) || name.equals("metadata")));
    if (!known) {
      found.add(Violation.unknown(path.child(name)));
    }
    return !known;
  }
}

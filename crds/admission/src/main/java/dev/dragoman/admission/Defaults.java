package dev.dragoman.admission;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The defaults of a schema, at every depth, also inside values that are defaults themselves. Null
 * in a field that may not be null counts as absent, as on an API server.
 */
final class Defaults {
  private Defaults() {}

  static void apply(@Nullable Object value, Schema schema) {
    switch (value) {
      case Map<?, ?> map -> applyToMap(Trees.mapOf(map), schema);
      case List<?> list -> applyToList(Trees.listOf(list), schema.items());
      case null, default -> {}
    }
  }

  private static void applyToMap(Map<String, @Nullable Object> map, Schema schema) {
    map.entrySet()
        .removeIf(entry -> {
          Schema field = schema.field(entry.getKey());
          return entry.getValue() == null && field != null && !field.nullable();
        });
    schema
        .properties()
        .forEach((name, field) -> {
          Object standard = field.keyword("default");
          if (standard != null && !map.containsKey(name)) {
            map.put(name, Trees.copy(standard));
          }
        });
    map.forEach((name, value) -> {
      Schema field = schema.field(name);
      if (field != null) {
        apply(value, field);
      }
    });
  }

  private static void applyToList(List<@Nullable Object> list, @Nullable Schema items) {
    if (items == null) {
      return;
    }
    Object standard = items.keyword("default");
    list.replaceAll(item -> item == null && standard != null ? Trees.copy(standard) : item);
    list.forEach(item -> apply(item, items));
  }
}

package dev.dragoman.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists that are sets hold no item twice; lists that are maps no two items of the same keys. */
final class ListCheck {
  private final List<Violation> found = new ArrayList<>();

  private ListCheck() {}

  static List<Violation> of(Map<String, @Nullable Object> object, Schema schema) {
    ListCheck check = new ListCheck();
    check.visit(object, schema, FieldPath.ROOT);
    return List.copyOf(check.found);
  }

  private void visit(@Nullable Object value, Schema schema, FieldPath path) {
    if (value instanceof List<?>) {
      visitList(Trees.listOf(value), schema, path);
      return;
    }
    Trees.mapOf(value)
        .forEach((name, child) -> {
          Schema field = schema.field(name);
          if (field != null) {
            boolean named = schema.properties().containsKey(name);
            visit(child, field, named ? path.child(name) : path.key(name));
          }
        });
  }

  private void visitList(List<@Nullable Object> list, Schema schema, FieldPath path) {
    if (schema.isListMap()) {
      reportRepeats(list.stream().map(item -> keysOf(item, schema.mapKeys())).toList(), path);
    } else if (schema.isListSet()) {
      reportRepeats(list, path);
    }
    Schema items = schema.items();
    for (int i = 0; items != null && i < list.size(); i++) {
      visit(list.get(i), items, path.index(i));
    }
  }

  static Map<String, @Nullable Object> keysOf(@Nullable Object item, List<String> keys) {
    Map<String, @Nullable Object> fields = Trees.mapOf(item);
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (String key : keys) {
      if (fields.containsKey(key)) {
        found.put(key, fields.get(key));
      }
    }
    return found;
  }

  /** The second occurrence is reported, further ones are not. */
  private void reportRepeats(List<? extends @Nullable Object> keys, FieldPath path) {
    Map<@Nullable Object, Integer> seen = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (seen.merge(keys.get(i), 1, Integer::sum) == 2) {
        found.add(Violation.of(path.index(i), Cause.DUPLICATE, keys.get(i), ""));
      }
    }
  }
}

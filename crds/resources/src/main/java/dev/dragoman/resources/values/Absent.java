package dev.dragoman.resources.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An absent collection and an empty one mean the same. The copies may hold null: an enum value that
 * this build does not know is read as null, and one strange object must not stop the reading of all
 * others.
 */
public final class Absent {
  private Absent() {}

  /** An unmodifiable copy that keeps the order and allows null elements. */
  public static <T extends @Nullable Object> List<T> asEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
  }

  /** An unmodifiable copy that keeps the order and allows null values. */
  public static <V extends @Nullable Object> Map<String, V> asEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}

package dev.dragoman.protocol.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Header fields with lower-case names in the order in which they came.
 *
 * @param fields values by lower-case name; a name that came several times has several values
 */
public record WireHeaders(Map<String, List<String>> fields) {
  public static final WireHeaders NONE = new WireHeaders(Map.of());

  public WireHeaders {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    fields.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    fields = Collections.unmodifiableMap(copy);
  }

  /** Headers from pairs of name and value. */
  public static WireHeaders of(String... pairs) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], List.of(pairs[i + 1]));
    }
    return new WireHeaders(fields);
  }

  /** The first value of {@code name} (lower case), or null. */
  public @Nullable String first(String name) {
    List<String> values = fields.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /** All values of {@code name} (lower case). */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** All values of {@code name} as one comma-separated list, or null when there is none. */
  public @Nullable String joined(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : String.join(",", values);
  }

  /** These headers with {@code name} set to one value. */
  public WireHeaders with(String name, String value) {
    Map<String, List<String>> copy = new LinkedHashMap<>(fields);
    copy.put(name.toLowerCase(Locale.ROOT), List.of(value));
    return new WireHeaders(copy);
  }
}

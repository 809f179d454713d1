package dev.dragoman.protocol.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Header fields with lower-case names in the order in which they came. Immutable. */
public final class WireHeaders {
  public static final WireHeaders NONE = new WireHeaders(Map.of());

  private final Map<String, List<String>> fields;

  /**
   * Headers by name in any case.
   *
   * @param fields values by name; a name that came several times has several values
   */
  public WireHeaders(Map<String, List<String>> fields) {
    Map<String, List<String>> copy = LinkedHashMap.newLinkedHashMap(fields.size());
    fields.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    this.fields = Collections.unmodifiableMap(copy);
  }

  private WireHeaders(Builder builder) {
    this.fields = Collections.unmodifiableMap(builder.fields);
  }

  /** Collects headers without copying what it collected. Single use, not thread-safe. */
  public static final class Builder {
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private boolean built;

    private Builder() {}

    /** Sets {@code name} to {@code values}, instead of what it had. */
    public Builder set(String name, List<String> values) {
      fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(values));
      return this;
    }

    /** Sets {@code name} to one value, instead of what it had. */
    public Builder set(String name, String value) {
      fields.put(name.toLowerCase(Locale.ROOT), List.of(value));
      return this;
    }

    /** Adds one value to those that {@code name} has. */
    public Builder add(String name, String value) {
      fields.merge(name.toLowerCase(Locale.ROOT), List.of(value), Builder::joined);
      return this;
    }

    private static List<String> joined(List<String> earlier, List<String> later) {
      return Stream.of(earlier, later).flatMap(List::stream).toList();
    }

    /** Sets every field of {@code headers}. */
    public Builder setAll(WireHeaders headers) {
      fields.putAll(headers.fields);
      return this;
    }

    public WireHeaders build() {
      if (built) {
        throw new IllegalStateException("a builder of headers is used once");
      }
      built = true;
      return new WireHeaders(this);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Headers from pairs of name and value. */
  public static WireHeaders of(String... pairs) {
    Builder builder = builder();
    for (int i = 0; i < pairs.length; i += 2) {
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  /** Values by lower-case name, in order. */
  public Map<String, List<String>> fields() {
    return fields;
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
    return builder().setAll(this).set(name, value).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WireHeaders headers && fields.equals(headers.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}

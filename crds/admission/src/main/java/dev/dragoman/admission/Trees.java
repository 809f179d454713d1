package dev.dragoman.admission;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain trees in the number types that an API server knows: 64-bit integers and doubles. */
final class Trees {
  private Trees() {}

  /** A deep copy that may be changed. */
  static @Nullable Object copy(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> copyOf(map);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (Object item : list) {
          copy.add(copy(item));
        }
        yield copy;
      }
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> number.doubleValue();
      case BigDecimal number -> number.doubleValue();
      case BigInteger number ->
          number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.doubleValue();
      case null, default -> value;
    };
  }

  static Map<String, @Nullable Object> copyOf(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
    return copy;
  }

  /** This value as a map, or an empty one. */
  @SuppressWarnings("unchecked") // every tree has been through copy()
  static Map<String, @Nullable Object> mapOf(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  /** This value as a list, or an empty one. */
  @SuppressWarnings("unchecked") // every tree has been through copy()
  static List<@Nullable Object> listOf(@Nullable Object value) {
    return value instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }
}

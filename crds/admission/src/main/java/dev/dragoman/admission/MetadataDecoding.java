package dev.dragoman.admission;

import dev.dragoman.admission.MetadataType.Fields;
import dev.dragoman.admission.MetadataType.Leaf;
import dev.dragoman.admission.MetadataType.ListOf;
import dev.dragoman.admission.MetadataType.MapOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the metadata of an object into the form in which an API server holds it: unknown fields
 * are dropped, null is an absent field, and a null element is an empty one. A value that does not
 * fit its field stays as it is and makes the object {@link #malformed}.
 */
final class MetadataDecoding {
  private static final Fields METADATA = MetadataType.ofObject();
  private static final double LONG_END = 0x1p63;

  private final List<Violation> malformed = new ArrayList<>();
  private final List<Violation> unknown = new ArrayList<>();

  private MetadataDecoding() {}

  /** Decodes the metadata of this object in place. */
  static MetadataDecoding in(Map<String, @Nullable Object> object) {
    MetadataDecoding decoding = new MetadataDecoding();
    Object metadata = object.get("metadata");
    if (metadata != null) {
      FieldPath path = FieldPath.ROOT.child("metadata");
      object.put("metadata", decoding.decoded(metadata, METADATA, path));
    }
    return decoding;
  }

  /** The values of another type than their field; nothing else is said of such an object. */
  List<Violation> malformed() {
    return malformed;
  }

  List<Violation> unknown() {
    return unknown;
  }

  private Object decoded(Object value, MetadataType type, FieldPath path) {
    return switch (type) {
      case Fields(var types) when value instanceof Map<?, ?> -> fields(value, types, path);
      case MapOf(var values) when value instanceof Map<?, ?> -> map(value, values, path);
      case ListOf(var items) when value instanceof List<?> -> list(value, items, path);
      case Leaf leaf when fits(value, leaf) ->
          leaf == Leaf.WHOLE_NUMBER ? (Object) ((Number) value).longValue() : value;
      default -> {
        malformed.add(Misfit.of(path, type, value));
        yield value;
      }
    };
  }

  private static boolean fits(Object value, Leaf leaf) {
    return switch (leaf) {
      case ANYTHING -> true;
      case TEXT -> value instanceof String;
      case FLAG -> value instanceof Boolean;
      case TIME -> value instanceof String text && GoTime.isTime(text);
      case WHOLE_NUMBER ->
          value instanceof Long || (value instanceof Double number && isWhole(number));
    };
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && number >= -LONG_END && number < LONG_END;
  }

  private Map<String, Object> fields(
      Object value, Map<String, MetadataType> types, FieldPath path) {
    Map<String, Object> decoded = new LinkedHashMap<>();
    Trees.mapOf(value)
        .forEach((name, field) -> {
          MetadataType type = types.get(name);
          if (type == null) {
            unknown.add(Violation.unknown(path.child(name)));
          } else if (field != null) {
            decoded.put(name, decoded(field, type, path.child(name)));
          }
        });
    return decoded;
  }

  private Map<String, Object> map(Object value, MetadataType type, FieldPath path) {
    Map<String, Object> decoded = new LinkedHashMap<>();
    Trees.mapOf(value).forEach((key, item) -> decoded.put(key, element(item, type, path.key(key))));
    return decoded;
  }

  private List<Object> list(Object value, MetadataType type, FieldPath path) {
    List<Object> decoded = new ArrayList<>();
    for (Object item : Trees.listOf(value)) {
      decoded.add(element(item, type, path.index(decoded.size())));
    }
    return decoded;
  }

  private Object element(@Nullable Object item, MetadataType type, FieldPath path) {
    if (item != null) {
      return decoded(item, type, path);
    }
    return type instanceof Fields ? new LinkedHashMap<String, Object>() : "";
  }
}

package dev.dragoman.gateway.admin;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas (2020-12, as OpenAPI 3.1 has them) of records as the contract writes them: amounts
 * are decimal text, times ISO 8601, and what is absent or empty is left out. A component must be
 * there unless it is nullable or a collection. Not thread-safe.
 */
final class RecordSchemas {
  private static final String REF = "#/components/schemas/";
  private static final Map<Class<?>, String> VALUES =
      Map.of(
          String.class, "{\"type\":\"string\"}",
          int.class, "{\"type\":\"integer\",\"format\":\"int32\"}",
          Integer.class, "{\"type\":\"integer\",\"format\":\"int32\"}",
          long.class, "{\"type\":\"integer\",\"format\":\"int64\"}",
          Long.class, "{\"type\":\"integer\",\"format\":\"int64\"}",
          BigDecimal.class, "{\"type\":\"string\",\"pattern\":\"^-?[0-9]+(\\\\.[0-9]+)?$\"}",
          Instant.class, "{\"type\":\"string\",\"format\":\"date-time\"}",
          LocalDate.class, "{\"type\":\"string\",\"format\":\"date\"}",
          Duration.class, "{\"type\":\"string\",\"format\":\"duration\"}");

  private final SortedMap<String, String> named = new TreeMap<>();
  private final Map<String, Class<?>> owners = new TreeMap<>();

  /** The schemas that were referred to, by name. */
  SortedMap<String, String> named() {
    return named;
  }

  /** A reference to the schema of a record. */
  JsonText of(Class<? extends Record> type) {
    return schema(type);
  }

  /** The schema of an enum, which has no name of its own. */
  static JsonText ofEnum(Class<? extends Enum<?>> type) {
    JsonWriter json = new JsonWriter().beginObject().field("type", "string").beginArray("enum");
    Arrays.stream(type.getEnumConstants()).map(Enum::name).forEach(json::value);
    return new JsonText(json.endArray().endObject().text());
  }

  private JsonText schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    if (!(type instanceof Class<?> known)) {
      throw new IllegalArgumentException(type + " has no schema");
    }
    String value = VALUES.get(known);
    if (value != null) {
      return new JsonText(value);
    }
    if (known.isEnum()) {
      return ofEnum(known.asSubclass(Enum.class).asSubclass(anEnum()));
    }
    return reference(known);
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends Enum<?>> anEnum() {
    return (Class<? extends Enum<?>>) (Class<?>) Enum.class;
  }

  private JsonText container(ParameterizedType generic) {
    Type[] arguments = generic.getActualTypeArguments();
    boolean map = generic.getRawType() == Map.class;
    return new JsonText(
        new JsonWriter()
            .beginObject()
            .field("type", map ? "object" : "array")
            .field(map ? "additionalProperties" : "items", schema(arguments[arguments.length - 1]))
            .endObject()
            .text());
  }

  private JsonText reference(Class<?> type) {
    String name = type.getSimpleName();
    Class<?> owner = owners.putIfAbsent(name, type);
    if (owner == null) {
      named.put(name, (type.isRecord() ? record(type, null) : choice(type)).text());
    } else if (owner != type) {
      throw new IllegalArgumentException(owner + " and " + type + " have the same name");
    }
    return new JsonText(
        new JsonWriter().beginObject().field("$ref", REF + name).endObject().text());
  }

  /** One of several records, told apart by their {@code kind}. */
  private JsonText choice(Class<?> type) {
    JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
    if (kinds == null) {
      throw new IllegalArgumentException(type + " has no schema");
    }
    JsonWriter json = new JsonWriter().beginObject().beginArray("oneOf");
    for (JsonSubTypes.Type kind : kinds.value()) {
      json.value(record(kind.value(), kind.name()));
    }
    return new JsonText(json.endArray().endObject().text());
  }

  private JsonText record(Class<?> type, @Nullable String kind) {
    List<RecordComponent> components =
        Arrays.stream(type.getRecordComponents())
            .sorted(Comparator.comparing(RecordComponent::getName))
            .toList();
    JsonWriter json = new JsonWriter().beginObject().field("type", "object");
    json.beginObject("properties");
    if (kind != null) {
      json.beginObject("kind").field("const", kind).endObject();
    }
    for (RecordComponent component : components) {
      json.field(component.getName(), schema(component.getGenericType()));
    }
    json.endObject().beginArray("required");
    if (kind != null) {
      json.value("kind");
    }
    components.stream()
        .filter(RecordSchemas::isRequired)
        .map(RecordComponent::getName)
        .forEach(json::value);
    json.endArray();
    return new JsonText(json.field("additionalProperties", false).endObject().text());
  }

  private static boolean isRequired(RecordComponent component) {
    return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && !Collection.class.isAssignableFrom(component.getType())
        && !Map.class.isAssignableFrom(component.getType());
  }
}

package dev.dragoman.admission;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What rules see of a schema: objects of named fields, so that a misspelt field fails when the rule
 * is compiled, and times as timestamps.
 */
final class CelTypes implements CelTypeProvider {
  private final ImmutableMap<String, CelType> types;

  private CelTypes(ImmutableMap<String, CelType> types) {
    this.types = types;
  }

  /** The types of a schema and of all nodes below it. */
  static CelTypes of(Schema schema, String name) {
    Map<String, CelType> types = new HashMap<>();
    add(schema, name, types);
    return new CelTypes(ImmutableMap.copyOf(types));
  }

  /** The type of the node of this name. */
  CelType type(String name) {
    return types.getOrDefault(name, SimpleType.DYN);
  }

  private static CelType add(Schema schema, String name, Map<String, CelType> types) {
    CelType type =
        switch (schema.type()) {
          case "string" -> schema.isTime() ? SimpleType.TIMESTAMP : SimpleType.STRING;
          case "integer" -> SimpleType.INT;
          case "number" -> SimpleType.DOUBLE;
          case "boolean" -> SimpleType.BOOL;
          case "array" -> ListType.create(addChild(schema.items(), itemOf(name), types));
          case "object" -> addObject(schema, name, types);
          default -> SimpleType.DYN;
        };
    types.put(name, type);
    return type;
  }

  private static CelType addChild(
      @Nullable Schema schema, String name, Map<String, CelType> types) {
    return schema == null ? SimpleType.DYN : add(schema, name, types);
  }

  private static CelType addObject(Schema schema, String name, Map<String, CelType> types) {
    if (schema.values() != null) {
      return MapType.create(SimpleType.STRING, addChild(schema.values(), valueOf(name), types));
    }
    if (schema.properties().isEmpty()) {
      return SimpleType.DYN;
    }
    ImmutableMap.Builder<String, CelType> builder = ImmutableMap.builder();
    schema
        .properties()
        .forEach((field, node) ->
            builder.put(CelNames.escape(field), add(node, fieldOf(name, field), types)));
    ImmutableMap<String, CelType> fields = builder.buildOrThrow();
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  static String fieldOf(String name, String field) {
    return name + "." + field;
  }

  static String itemOf(String name) {
    return name + ".item";
  }

  static String valueOf(String name) {
    return name + ".value";
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return types.values();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return types.get(name) instanceof StructType struct ? Optional.of(struct) : Optional.empty();
  }

  /** A value in the form of its type. */
  static Object convert(@Nullable Object value, Schema schema) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case Map<?, ?> map -> convertFields(Trees.mapOf(map), schema);
      case List<?> list -> {
        Schema items = schema.items() == null ? Schema.ANY : schema.items();
        yield list.stream().map(item -> convert(item, items)).toList();
      }
      case Long number -> schema.type().equals("number") ? (Object) number.doubleValue() : number;
      case String text -> schema.isTime() ? timeOf(text) : text;
      default -> value;
    };
  }

  private static Map<String, Object> convertFields(
      Map<String, @Nullable Object> map, Schema schema) {
    Map<String, Object> fields = new HashMap<>();
    map.forEach((name, value) -> {
      Schema field = schema.field(name);
      boolean named = schema.properties().containsKey(name);
      fields.put(
          named ? CelNames.escape(name) : name, convert(value, field == null ? Schema.ANY : field));
    });
    return fields;
  }

  /** Text that is no time has been refused by the schema before. */
  private static Object timeOf(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}

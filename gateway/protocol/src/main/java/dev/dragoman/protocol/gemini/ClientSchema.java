package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.Locale;
import java.util.Set;

/**
 * Google's schemas → JSON Schema: types in lower case, {@code nullable} as a type of its own, and
 * numbers that the form of protocol buffers writes as strings as numbers. Types in upper case stand
 * in {@code parametersJsonSchema} and {@code responseJsonSchema} too (Gemini CLI). What a property
 * is called is left alone. Source: {@code Schema} in the API reference.
 */
final class ClientSchema {
  private static final Set<String> OF_SCHEMAS = Set.of("properties", "$defs", "definitions");
  private static final Set<String> COUNTS =
      Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");
  private static final Set<String> VALUES =
      Set.of("enum", "const", "default", "example", "examples");
  private static final String NULLABLE = "nullable";

  private ClientSchema() {}

  static JsonText toJsonSchema(JsonText given) {
    JsonWriter out = new JsonWriter();
    schema(out, given.parse());
    return new JsonText(out.text());
  }

  private static void schema(JsonWriter out, JsonValue value) {
    switch (value) {
      case JsonObject schema -> object(out, schema);
      case JsonArray several -> {
        out.beginArray();
        for (int i = 0; i < several.size(); i++) {
          schema(out, several.get(i));
        }
        out.endArray();
      }
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> out.value(value.source());
    }
  }

  private static void object(JsonWriter out, JsonObject schema) {
    boolean nullable = schema.get(NULLABLE) instanceof JsonBoolean(boolean told) && told;
    out.beginObject();
    for (int i = 0; i < schema.size(); i++) {
      String name = Spelled.camel(schema.name(i));
      JsonValue value = schema.value(i);
      if (name.equals("type")) {
        type(out, value, nullable);
      } else if (OF_SCHEMAS.contains(name) && value instanceof JsonObject named) {
        out.beginObject(name);
        for (int j = 0; j < named.size(); j++) {
          out.name(named.name(j));
          schema(out, named.value(j));
        }
        out.endObject();
      } else if (COUNTS.contains(name) && value instanceof JsonString(String digits)) {
        out.field(name, digits.matches("\\d{1,18}") ? new JsonText(digits) : value.source());
      } else if (VALUES.contains(name)) {
        out.field(name, value.source());
      } else if (!name.equals(NULLABLE)) {
        out.name(name);
        schema(out, value);
      }
    }
    out.endObject();
  }

  private static void type(JsonWriter out, JsonValue type, boolean nullable) {
    if (type instanceof JsonString(String word)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (nullable) {
        out.beginArray("type").value(lower).value("null").endArray();
      } else if (!lower.equals("type_unspecified")) {
        out.field("type", lower);
      }
    } else if (type instanceof JsonArray several) {
      out.beginArray("type");
      for (int i = 0; i < several.size(); i++) {
        if (several.get(i) instanceof JsonString(String word)) {
          out.value(word.toLowerCase(Locale.ROOT));
        }
      }
      out.endArray();
    }
  }
}

package dev.dragoman.resources.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says in a few words what a schema takes. */
final class FieldWords {
  private FieldWords() {}

  static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return String.join(
          ", ", schema.path("enum").valueStream().map(value -> code(value.asText())).toList());
    }
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "integer or string";
    }
    return switch (schema.path("type").asText()) {
      case "array" -> "list of " + type(schema.path("items"));
      case "object" -> schema.has("additionalProperties") ? map(schema) : "object";
      case "string" -> schema.path("format").asText().equals("date-time") ? "time" : "string";
      case "" -> "any JSON";
      default -> schema.path("type").asText();
    };
  }

  private static String map(JsonNode schema) {
    return "map to " + type(schema.path("additionalProperties"));
  }

  static String bounds(JsonNode schema) {
    List<String> words = new ArrayList<>();
    range(words, "", schema, "minimum", "maximum");
    range(words, " characters", schema, "minLength", "maxLength");
    range(words, " elements", schema, "minItems", "maxItems");
    range(words, " entries", schema, "minProperties", "maxProperties");
    if (schema.has("pattern")) {
      words.add(code(schema.path("pattern").asText()));
    }
    String list = schema.path("x-kubernetes-list-type").asText();
    if (list.equals("map")) {
      words.add("unique by " + code(schema.at("/x-kubernetes-list-map-keys/0").asText()));
    } else if (list.equals("set")) {
      words.add("unique");
    }
    for (String inner : List.of("items", "additionalProperties")) {
      JsonNode element = schema.path(inner);
      if (element.isObject() && !element.has("properties") && !bounds(element).isEmpty()) {
        words.add("each: " + bounds(element));
      }
    }
    return String.join("; ", words);
  }

  /** A default as people write it in YAML. */
  static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static void range(
      List<String> words, String unit, JsonNode schema, String low, String high) {
    if (!(schema.has(low) || schema.has(high))) {
      return;
    }
    String from = schema.has(low) ? schema.path(low).asText() : "0";
    words.add(from + "–" + schema.path(high).asText() + unit);
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}

package dev.dragoman.resources.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Walks two schemas side by side and collects where the newer one takes less. */
final class SchemaComparison {
  private static final List<String> LOWER_BOUNDS =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> UPPER_BOUNDS =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");

  /** What may not change at all, and not come either. */
  private static final List<String> FIXED =
      List.of(
          "type",
          "format",
          "pattern",
          "default",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields");

  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return List.copyOf(problems);
  }

  void compare(String path, JsonNode older, JsonNode newer) {
    fixed(path, older, newer);
    values(path, older, newer);
    bounds(path, older, newer);
    demands(path, older, newer);
    rules(path, older, newer);
    children(path, older, newer);
  }

  private void fixed(String path, JsonNode older, JsonNode newer) {
    for (String word : FIXED) {
      if (!older.path(word).equals(newer.path(word))) {
        add(path, word + " changed");
      }
    }
  }

  private void values(String path, JsonNode older, JsonNode newer) {
    if (!newer.has("enum")) {
      return;
    }
    if (!older.has("enum")) {
      add(path, "enum added");
    }
    elements(older, "enum")
        .filter(value -> elements(newer, "enum").noneMatch(value::equals))
        .forEach(value -> add(path, "value " + value + " removed"));
  }

  private void bounds(String path, JsonNode older, JsonNode newer) {
    for (String bound : LOWER_BOUNDS) {
      if (newer.has(bound)
          && newer.path(bound).asLong() > older.path(bound).asLong(Long.MIN_VALUE)) {
        add(path, bound + " raised");
      }
    }
    for (String bound : UPPER_BOUNDS) {
      if (newer.has(bound)
          && newer.path(bound).asLong() < older.path(bound).asLong(Long.MAX_VALUE)) {
        add(path, bound + " lowered");
      }
    }
  }

  private void demands(String path, JsonNode older, JsonNode newer) {
    elements(newer, "required")
        .filter(field -> elements(older, "required").noneMatch(field::equals))
        .filter(field -> !newer.path("properties").path(field).has("default"))
        .forEach(field -> add(path + "." + field, "required now"));
  }

  private void rules(String path, JsonNode older, JsonNode newer) {
    ruleTexts(newer)
        .filter(rule -> ruleTexts(older).noneMatch(rule::equals))
        .forEach(rule -> add(path, "rule added: " + rule));
  }

  private void children(String path, JsonNode older, JsonNode newer) {
    for (Map.Entry<String, JsonNode> field : older.path("properties").properties()) {
      JsonNode successor = newer.path("properties").path(field.getKey());
      String fieldPath = path + "." + field.getKey();
      if (successor.isMissingNode()) {
        add(fieldPath, "removed");
      } else {
        compare(fieldPath, field.getValue(), successor);
      }
    }
    for (String element : List.of("items", "additionalProperties")) {
      if (older.has(element)) {
        compare(
            path + (element.equals("items") ? "[]" : "{}"),
            older.path(element),
            newer.path(element));
      }
    }
  }

  private void add(String path, String problem) {
    problems.add(path + ": " + problem);
  }

  private static Stream<String> elements(JsonNode schema, String array) {
    return schema.path(array).valueStream().map(JsonNode::asText);
  }

  private static Stream<String> ruleTexts(JsonNode schema) {
    return schema
        .path("x-kubernetes-validations")
        .valueStream()
        .map(rule -> rule.path("rule").asText());
  }
}

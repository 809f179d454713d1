package dev.dragoman.admission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node of a structural schema. Only the keywords listed here are taken: a schema with another
 * one would be judged differently by an API server, so it is refused whole. Immutable.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema">structural
 *     schemas</a>
 */
final class Schema {
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "properties",
          "items",
          "additionalProperties",
          "required",
          "default",
          "description",
          "nullable",
          "enum",
          "format",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type",
          "x-kubernetes-validations");

  /** Those of numbers are passed over, as on an API server. */
  private static final Set<String> FORMATS = Set.of("", "date-time", "int32", "int64");

  /** A node that takes anything. */
  static final Schema ANY = new Schema(Map.of());

  private final Map<String, @Nullable Object> keywords;
  private final Map<String, Schema> properties = new LinkedHashMap<>();
  private final @Nullable Schema items;
  private final @Nullable Schema values;
  private final List<Rule> rules;

  private Schema(Map<String, @Nullable Object> keywords) {
    this.keywords = keywords;
    Trees.mapOf(keywords.get("properties"))
        .forEach((name, schema) -> properties.put(name, of(Trees.mapOf(schema))));
    this.items = child("items");
    this.values = child("additionalProperties");
    this.rules =
        Trees.listOf(keywords.get("x-kubernetes-validations")).stream()
            .map(rule -> Rule.of(Trees.mapOf(rule)))
            .toList();
  }

  static Schema of(Map<String, @Nullable Object> keywords) {
    Schema schema = new Schema(keywords);
    for (String keyword : keywords.keySet()) {
      // Beside int-or-string, anyOf repeats what that says.
      boolean known =
          KEYWORDS.contains(keyword) || (schema.intOrString() && keyword.equals("anyOf"));
      if (!known) {
        throw new IllegalArgumentException("a schema with the keyword " + keyword);
      }
    }
    if (!FORMATS.contains(schema.format())) {
      throw new IllegalArgumentException("a schema with the format " + schema.format());
    }
    return schema;
  }

  private @Nullable Schema child(String keyword) {
    return keywords.get(keyword) instanceof Map<?, ?> map ? of(Trees.copyOf(map)) : null;
  }

  /** The type's name; empty where any value may stand. */
  String type() {
    return keywords.get("type") instanceof String type ? type : "";
  }

  Map<String, Schema> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** The schema of a list's items. */
  @Nullable Schema items() {
    return items;
  }

  /** The schema of a map's values, by free keys. */
  @Nullable Schema values() {
    return values;
  }

  /** The schema of a field of this object. */
  @Nullable Schema field(String name) {
    Schema property = properties.get(name);
    return property == null ? values : property;
  }

  List<Rule> rules() {
    return rules;
  }

  boolean nullable() {
    return isTrue("nullable");
  }

  boolean intOrString() {
    return isTrue("x-kubernetes-int-or-string");
  }

  boolean preservesUnknownFields() {
    return isTrue("x-kubernetes-preserve-unknown-fields");
  }

  boolean isListSet() {
    return "set".equals(keywords.get("x-kubernetes-list-type"));
  }

  boolean isListMap() {
    return "map".equals(keywords.get("x-kubernetes-list-type"));
  }

  List<String> mapKeys() {
    return Trees.listOf(keywords.get("x-kubernetes-list-map-keys")).stream()
        .map(String::valueOf)
        .toList();
  }

  /** A keyword's plain value, null when it is absent. */
  @Nullable Object keyword(String name) {
    return keywords.get(name);
  }

  String format() {
    return keywords.get("format") instanceof String format ? format : "";
  }

  /** Whether this is a point in time, written as text. */
  boolean isTime() {
    return format().equals("date-time");
  }

  private boolean isTrue(String keyword) {
    return Boolean.TRUE.equals(keywords.get(keyword));
  }
}

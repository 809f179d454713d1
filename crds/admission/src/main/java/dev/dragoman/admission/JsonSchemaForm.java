package dev.dragoman.admission;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A structural schema as the JSON Schema that means the same. */
final class JsonSchemaForm {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> SAME =
      Set.of(
          "required",
          "enum",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private JsonSchemaForm() {}

  static JsonNode of(Schema schema) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    List<String> types = typesOf(schema);
    if (!types.isEmpty()) {
      form.set("type", MAPPER.valueToTree(types));
    }
    for (String keyword : SAME) {
      Object value = schema.keyword(keyword);
      if (value != null) {
        form.set(keyword, MAPPER.valueToTree(value));
      }
    }
    if (schema.isTime()) {
      form.put("format", "date-time");
    }
    ObjectNode properties = form.putObject("properties");
    schema.properties().forEach((name, field) -> properties.set(name, of(field)));
    setChild(form, "items", schema.items());
    setChild(form, "additionalProperties", schema.values());
    return form;
  }

  private static void setChild(ObjectNode form, String keyword, @Nullable Schema child) {
    if (child != null) {
      form.set(keyword, of(child));
    }
  }

  static List<String> typesOf(Schema schema) {
    if (schema.intOrString()) {
      return List.of("integer", "string");
    }
    if (schema.type().isEmpty()) {
      return List.of();
    }
    return schema.nullable() ? List.of(schema.type(), "null") : List.of(schema.type());
  }
}

package dev.dragoman.resources.schema;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.resources.Kinds;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Adds to a generated definition what has no annotation. */
final class Completion {
  private static final int QUANTITY_LENGTH = 24;
  private static final String QUANTITY = "^[0-9]{1,12}(\\.[0-9]{1,6})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$";

  private final Class<? extends CustomResource<?, ?>> kind;

  Completion(Class<? extends CustomResource<?, ?>> kind) {
    this.kind = kind;
  }

  void complete(ObjectNode definition) {
    definition
        .withObject("/metadata/annotations")
        .put(Kinds.SCHEMA_REVISION_ANNOTATION, Integer.toString(Kinds.SCHEMA_REVISION));
    ObjectNode version = (ObjectNode) definition.at("/spec/versions/0");
    version.set("additionalPrinterColumns", columns(version.path("additionalPrinterColumns")));
    ObjectNode schema = version.withObject("/schema/openAPIV3Schema");
    schema.put("description", kind.getAnnotation(JsonClassDescription.class).value());
    for (Place place : Place.allOf(schema)) {
      complete(place.schema(), place.path().endsWith("conditions"));
    }
  }

  /** The generator sorts them by path; people read them in the order of the class. */
  private ArrayNode columns(JsonNode generated) {
    List<String> order =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    List<JsonNode> columns = new ArrayList<>();
    generated.forEach(columns::add);
    columns.sort((a, b) ->
        Integer.compare(
            order.indexOf(a.path("name").asText()), order.indexOf(b.path("name").asText())));
    return ((ArrayNode) generated).removeAll().addAll(columns);
  }

  private static void complete(ObjectNode schema, boolean conditions) {
    sayDefault(schema);
    wholeNumbers(schema);
    rulesOnce(schema);
    switch (schema.path("type").asText()) {
      case "integer" -> schema.put("format", fitsInt(schema) ? "int32" : "int64");
      case "array" -> listType(schema, conditions);
      default -> {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
          schema.put("maxLength", QUANTITY_LENGTH).put("pattern", QUANTITY);
        }
      }
    }
  }

  /** {@code kubectl explain} shows descriptions and no defaults. */
  private static void sayDefault(ObjectNode schema) {
    JsonNode value = schema.get("default");
    if (value != null && schema.has("description") && !schema.has("properties")) {
      String text = value.isTextual() ? value.asText() : value.toString();
      schema.put("description", schema.path("description").asText() + " Default: " + text + ".");
    }
  }

  /** The generator keeps bounds as floating-point numbers. */
  private static void wholeNumbers(ObjectNode schema) {
    for (String bound : List.of("minimum", "maximum")) {
      JsonNode value = schema.get(bound);
      if (value != null && value.isNumber()) {
        schema.put(bound, value.longValue());
      }
    }
  }

  /** A record's rules arrive twice: once from the field, once from the accessor. */
  private static void rulesOnce(ObjectNode schema) {
    JsonNode rules = schema.get("x-kubernetes-validations");
    if (rules instanceof ArrayNode array) {
      LinkedHashSet<JsonNode> once = new LinkedHashSet<>();
      array.forEach(once::add);
      array.removeAll().addAll(once);
    }
  }

  private static boolean fitsInt(ObjectNode schema) {
    return schema.path("maximum").asLong(Long.MAX_VALUE) <= Integer.MAX_VALUE;
  }

  /** Scalars are sets, named things are maps by their name, everything else is replaced whole. */
  private static void listType(ObjectNode schema, boolean conditions) {
    JsonNode items = schema.path("items");
    String key = conditions ? "type" : "name";
    if (!items.has("properties")) {
      schema.put("x-kubernetes-list-type", "set");
    } else if (isRequired(items, key) && !items.path("properties").has("namespace")) {
      schema.put("x-kubernetes-list-type", "map");
      schema.putArray("x-kubernetes-list-map-keys").add(key);
    } else {
      schema.put("x-kubernetes-list-type", "atomic");
    }
  }

  private static boolean isRequired(JsonNode schema, String name) {
    for (JsonNode required : schema.path("required")) {
      if (required.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }
}

package dev.dragoman.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The schema of a chart's values, node by node. */
final class ValuesSchema {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final JsonNode root;

  private ValuesSchema(JsonNode root) {
    this.root = root;
  }

  static ValuesSchema of(Chart chart) throws IOException {
    return new ValuesSchema(YAML.readTree(chart.folder().resolve("values.schema.json").toFile()));
  }

  static JsonNode values(Chart chart) throws IOException {
    return YAML.readTree(chart.folder().resolve("values.yaml").toFile());
  }

  /** A value that the schema knows, with all that it says of it. */
  record Entry(String path, String description, JsonNode rule) {
    /** Whether keys below it are named. */
    boolean isBranch() {
      return rule.has("properties");
    }

    /** Whether anything may stand below it. */
    boolean isFreeMap() {
      return rule.path("type").asText().equals("object") && !isBranch();
    }

    /** Whether it is said what else may stand beside the named keys. */
    boolean isClosed() {
      return rule.path("additionalProperties").isBoolean()
          && !rule.path("additionalProperties").asBoolean();
    }
  }

  /** The values themselves, a map, and everything below, in the order of the schema. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    walk("", root, entries::add);
    return entries;
  }

  private void walk(String path, JsonNode node, Consumer<Entry> seen) {
    JsonNode rule = resolved(node);
    seen.accept(new Entry(path, node.path("description").asText(), rule));
    rule.path("properties")
        .properties()
        .forEach(property ->
            walk(
                path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                property.getValue(),
                seen));
    if (resolved(rule.path("items")).path("type").asText().equals("object")) {
      walk(path + "[]", rule.path("items"), seen);
    }
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }
}

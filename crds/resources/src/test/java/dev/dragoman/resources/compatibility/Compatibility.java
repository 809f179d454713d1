package dev.dragoman.resources.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What in a definition breaks manifests, stored objects or tools that an older definition served: a
 * field or value that is gone, a narrower bound, a new demand, another default. Each problem is one
 * line, {@code path: what}, by which it can be allowed.
 */
final class Compatibility {
  private final List<String> problems = new ArrayList<>();

  private Compatibility() {}

  /** Problems of the newer definition, in the order of the older one; empty when it is safe. */
  static List<String> problems(JsonNode older, JsonNode newer) {
    Compatibility check = new Compatibility();
    String name = older.at("/metadata/name").asText();
    check.definitions(name, older.path("spec"), newer.path("spec"));
    return check.problems;
  }

  /** Problems of the newer of two schemas. */
  static List<String> schemaProblems(String path, JsonNode older, JsonNode newer) {
    SchemaComparison comparison = new SchemaComparison();
    comparison.compare(path, older, newer);
    return comparison.problems();
  }

  private void definitions(String name, JsonNode older, JsonNode newer) {
    for (String field : List.of("group", "scope", "names")) {
      if (!older.path(field).equals(newer.path(field))) {
        problems.add(name + ": " + field + " changed");
      }
    }
    for (JsonNode version : older.path("versions")) {
      String label = version.path("name").asText();
      JsonNode successor = version(newer, label);
      if (successor.isMissingNode()) {
        problems.add(name + ": version " + label + " removed");
      } else {
        versions(name, version, successor);
      }
    }
  }

  private void versions(String name, JsonNode older, JsonNode newer) {
    older
        .path("subresources")
        .properties()
        .forEach(entry -> {
          if (!entry.getValue().equals(newer.path("subresources").path(entry.getKey()))) {
            problems.add(name + ": subresource " + entry.getKey() + " changed");
          }
        });
    for (JsonNode field : older.path("selectableFields")) {
      if (newer.path("selectableFields").valueStream().noneMatch(field::equals)) {
        problems.add(name + ": selectable field " + field.path("jsonPath").asText() + " removed");
      }
    }
    String schema = "/schema/openAPIV3Schema";
    problems.addAll(schemaProblems(name, older.at(schema), newer.at(schema)));
  }

  private static JsonNode version(JsonNode spec, String name) {
    return spec.path("versions")
        .valueStream()
        .filter(version -> version.path("name").asText().equals(name))
        .findFirst()
        .orElse(spec.path("no such version"));
  }
}

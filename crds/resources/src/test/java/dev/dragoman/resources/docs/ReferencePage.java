package dev.dragoman.resources.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.resources.schema.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Writes all definitions as one Markdown page. */
final class ReferencePage {
  private final List<String> lines = new ArrayList<>();

  private ReferencePage() {}

  static String of(Collection<ObjectNode> definitions) {
    ReferencePage page = new ReferencePage();
    page.intro(definitions);
    definitions.forEach(page::kind);
    return String.join("\n", page.lines) + "\n";
  }

  private void intro(Collection<ObjectNode> definitions) {
    add(
        "# Reference",
        "",
        "Every field of every kind of `dragoman.dev/v1alpha1`. Generated from the classes of",
        "`crds/resources`; `mvn verify -Dgolden.update=true` rewrites it.",
        "",
        "How to read it: **bold** fields are required; `[]` is a list's element, `{}` a map's value.",
        "Durations are written as `500ms`, `90s`, `1h30m`. An absent list or map means the same as",
        "an empty one. The API server writes defaults into stored objects; nothing else is added.",
        "");
    for (ObjectNode definition : definitions) {
      String kind = kindOf(definition);
      add("- [" + kind + "](#" + kind.toLowerCase(Locale.ROOT) + "): " + description(definition));
    }
  }

  private void kind(ObjectNode definition) {
    JsonNode version = definition.at("/spec/versions/0");
    List<Place> places = Place.allOf(schema(definition));
    add("", "## " + kindOf(definition), "", description(definition), "");
    add(
        "Short name `"
            + definition.at("/spec/names/shortNames/0").asText()
            + "`, in `kubectl get llm`."
            + scale(version)
            + selectable(version));
    fields(places, "spec", "### Wanted: `spec`");
    fields(places, "status", "### Found: `status`");
    rules(places);
    columns(version);
  }

  private void fields(List<Place> places, String root, String title) {
    add("", title, "", "| field | type | bounds | default | meaning |", "|---|---|---|---|---|");
    for (Place place : places) {
      if (place.field() && place.path().startsWith(root + ".")) {
        String path = "`" + place.path().substring(root.length() + 1) + "`";
        add(
            row(
                place.required() ? "**" + path + "**" : path,
                FieldWords.type(place.schema()),
                FieldWords.bounds(place.schema()),
                place.schema().has("default")
                    ? code(FieldWords.text(place.schema().get("default")))
                    : "",
                escaped(meaning(place.schema()))));
      }
    }
  }

  private void rules(List<Place> places) {
    add("", "### Rules", "", "| where | rule | what the API server answers |", "|---|---|---|");
    for (Place place : places) {
      for (JsonNode rule : place.schema().path("x-kubernetes-validations")) {
        add(
            row(
                "`" + place.path() + "`",
                code(rule.path("rule").asText()),
                escaped(rule.path("message").asText())));
      }
    }
  }

  private void columns(JsonNode version) {
    add("", "### Columns", "", "| column | from | shown |", "|---|---|---|");
    for (JsonNode column : version.path("additionalPrinterColumns")) {
      add(
          row(
              column.path("name").asText(),
              code(column.path("jsonPath").asText()),
              column.path("priority").asInt() == 0 ? "always" : "with `-o wide`"));
    }
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }

  private static String scale(JsonNode version) {
    JsonNode scale = version.at("/subresources/scale");
    return scale.isMissingNode()
        ? ""
        : " `kubectl scale` writes `" + scale.path("specReplicasPath").asText() + "`.";
  }

  private static String selectable(JsonNode version) {
    List<String> paths =
        version
            .path("selectableFields")
            .valueStream()
            .map(field -> "`" + field.path("jsonPath").asText().substring(1) + "`")
            .toList();
    return paths.isEmpty() ? "" : " `--field-selector` takes " + String.join(", ", paths) + ".";
  }

  private static String kindOf(ObjectNode definition) {
    return definition.at("/spec/names/kind").asText();
  }

  private static String description(ObjectNode definition) {
    return schema(definition).path("description").asText();
  }

  private static ObjectNode schema(ObjectNode definition) {
    return (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  /** The default has a column of its own. */
  private static String meaning(ObjectNode schema) {
    String description = schema.path("description").asText();
    int standard = description.indexOf(" Default: ");
    return standard < 0 ? description : description.substring(0, standard);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String code(String text) {
    return "`" + escaped(text) + "`";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}

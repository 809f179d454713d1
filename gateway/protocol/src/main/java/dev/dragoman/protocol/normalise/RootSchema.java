package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of tools whose root is a choice or a sum of others, which Claude models do not take: one
 * object with the properties of all of them, of which those are required that each form requires;
 * the forms themselves are told in the description. Source: Anthropic API, error "input_schema does
 * not support oneOf, allOf, or anyOf at the top level".
 */
public final class RootSchema {
  private static final List<String> FORMS = List.of("allOf", "anyOf", "oneOf");
  private static final Set<String> REPLACED =
      Set.of(
          "allOf",
          "anyOf",
          "oneOf",
          "properties",
          "required",
          "additionalProperties",
          "description");

  private final JsonObject root;
  private final SchemaReferences references;
  private final Map<String, JsonText> properties = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final List<String> told = new ArrayList<>();

  private RootSchema(JsonObject root) {
    this.root = root;
    this.references = new SchemaReferences(root);
  }

  /** The schema with a root that is one object; as it came when it is that already. */
  public static JsonText flat(JsonObject root) {
    return FORMS.stream().allMatch(name -> root.get(name) == null)
        ? root.source()
        : new RootSchema(root).flattened();
  }

  private JsonText flattened() {
    own(root);
    required.addAll(requiredOf(root));
    for (String name : FORMS) {
      if (root.get(name) instanceof JsonArray forms) {
        forms(forms, name.equals("allOf"));
        told.add("{\"" + name + "\":" + forms.source().text() + "}");
      }
    }
    return written();
  }

  private void forms(JsonArray forms, boolean all) {
    @Nullable Set<String> common = null;
    for (int i = 0; i < forms.size(); i++) {
      JsonObject form =
          forms.get(i) instanceof JsonObject given ? references.resolved(given) : null;
      Set<String> ofForm = form == null ? Set.of() : requiredOf(form);
      if (form != null) {
        own(form);
      }
      if (common == null) {
        common = new LinkedHashSet<>(ofForm);
      } else if (all) {
        common.addAll(ofForm);
      } else {
        common.retainAll(ofForm);
      }
    }
    if (common != null) {
      required.addAll(common);
    }
  }

  private void own(JsonObject schema) {
    if (schema.get("properties") instanceof JsonObject named) {
      for (int i = 0; i < named.size(); i++) {
        properties.putIfAbsent(named.name(i), named.value(i).source());
      }
    }
  }

  private static Set<String> requiredOf(JsonObject schema) {
    Set<String> names = new LinkedHashSet<>();
    if (schema.get("required") instanceof JsonArray all) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) instanceof JsonString(String name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private JsonText written() {
    JsonWriter out = new JsonWriter().beginObject();
    for (int i = 0; i < root.size(); i++) {
      if (!REPLACED.contains(root.name(i))) {
        out.field(root.name(i), root.value(i).source());
      }
    }
    out.field("description", description(root.get("description")));
    out.beginObject("properties");
    properties.forEach(out::field);
    out.endObject();
    if (!required.isEmpty()) {
      out.beginArray("required");
      required.forEach(out::value);
      out.endArray();
    }
    return new JsonText(out.endObject().text());
  }

  private String description(@Nullable JsonValue given) {
    String forms = "Holds to " + String.join(" and ", told);
    return given instanceof JsonString(String text) ? text + "\n\n" + forms : forms;
  }
}

package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tools of a namespace have no such thing at other providers: they are asked for as {@code
 * namespace__name}, and their calls are given back under both (protocols.md 2.7).
 */
final class ToolNamespaces {
  private final Map<String, Qualified> byFlatName = new HashMap<>();

  /** Both names of a tool. */
  record Qualified(@Nullable String namespace, String name) {}

  /** The namespaces among the {@code tools} of a request; what is none of the kind is passed. */
  static ToolNamespaces of(@Nullable JsonValue tools) {
    ToolNamespaces namespaces = new ToolNamespaces();
    if (tools instanceof JsonArray all) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) instanceof JsonObject tool && isNamespace(tool)) {
          namespaces.add(tool);
        }
      }
    }
    return namespaces;
  }

  private static boolean isNamespace(JsonObject tool) {
    return tool.get("type") instanceof JsonString(String type) && type.equals("namespace");
  }

  private void add(JsonObject namespace) {
    if (namespace.get("name") instanceof JsonString(String space)
        && namespace.get("tools") instanceof JsonArray tools) {
      for (int i = 0; i < tools.size(); i++) {
        if (tools.get(i) instanceof JsonObject tool
            && tool.get("name") instanceof JsonString(String name)) {
          byFlatName.put(flat(space, name), new Qualified(space, name));
        }
      }
    }
  }

  /** Both names of the tool that was called. */
  Qualified split(String flatName) {
    return byFlatName.getOrDefault(flatName, new Qualified(null, flatName));
  }

  static String flat(@Nullable String namespace, String name) {
    return namespace == null ? name : namespace + "__" + name;
  }

  /** The one name of what {@code reference} names: a tool, a call or a choice. */
  static String flatNameOf(JsonCursor reference) {
    return flat(reference.string("namespace"), reference.requireString("name"));
  }
}

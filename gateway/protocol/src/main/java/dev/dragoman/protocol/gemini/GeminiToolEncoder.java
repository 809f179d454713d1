package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.normalise.OpenApiSchema;
import dev.dragoman.protocol.normalise.QualifiedNames;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code tools} and {@code toolConfig}: all functions in one entry, what Google runs itself
 * in entries of its own. Without tools neither is written.
 */
final class GeminiToolEncoder {
  static final String CONFIG = "toolConfig";

  /** With none of these a schema says nothing of any argument. */
  private static final Set<String> ARGUMENTS =
      Set.of("properties", "$ref", "anyOf", "oneOf", "allOf", "additionalProperties");

  private final Capabilities capabilities;
  private final ToolNames names;
  private final GeminiLosses losses;

  GeminiToolEncoder(Capabilities capabilities, ToolNames names, GeminiLosses losses) {
    this.capabilities = capabilities;
    this.names = names;
    this.losses = losses;
  }

  /**
   * Writes both.
   *
   * @param own what a client of this protocol said beside the choice, null for nothing
   */
  void write(JsonWriter out, GeminiTools tools, @Nullable JsonText own) {
    if (tools.functions().isEmpty() && tools.hosted().isEmpty()) {
      if (own != null) {
        out.field(CONFIG, own);
      }
      return;
    }
    out.beginArray("tools");
    if (!tools.functions().isEmpty()) {
      out.beginObject().beginArray("functionDeclarations");
      tools.functions().forEach(tool -> declaration(out, tool, tools));
      out.endArray().endObject();
    }
    tools.hosted().forEach(tool -> out.value(tool.raw()));
    out.endArray();
    JsonText choice = tools.functions().isEmpty() ? null : choice(tools);
    if (choice != null || own != null) {
      JsonText given = choice == null ? JsonText.EMPTY_OBJECT : choice;
      out.field(CONFIG, own == null ? given : given.appended(own));
    }
  }

  private void declaration(JsonWriter out, FunctionTool tool, GeminiTools tools) {
    String path = tools.paths().of(RequestField.TOOLS);
    losses.ifGiven(
        Boolean.TRUE.equals(tool.strict()) ? tool : null, path, "Gemini does not take strict");
    losses.ifGiven(
        Boolean.TRUE.equals(tool.deferLoading()) ? tool : null,
        path,
        "Gemini has no tools that are loaded later; all were sent");
    String description = tool.description();
    out.beginObject()
        .field("name", names.toTarget(QualifiedNames.of(tool)))
        .field("description", description == null || description.isBlank() ? null : description);
    JsonObject schema = schema(tool, path);
    if (schema != null && capabilities.has(Flag.JSON_SCHEMA_FIELDS)) {
      out.field("parametersJsonSchema", ofObject(schema));
    } else if (schema != null) {
      out.field("parameters", OpenApiSchema.ofObject(schema));
    }
    tool.ext().of(ProtocolId.GEMINI).forEach(out::field);
    out.endObject();
  }

  /** What the function takes, null when it takes nothing: no object without properties is taken. */
  private static @Nullable JsonObject schema(FunctionTool tool, String path) {
    JsonText given = tool.inputSchema();
    if (given == null) {
      return null;
    }
    if (!(JsonReader.tryParse(given.text()) instanceof JsonObject schema)) {
      throw GatewayException.at(path, "the schema of " + tool.name() + " must be a JSON object");
    }
    return takesArguments(schema) ? schema : null;
  }

  private static boolean takesArguments(JsonObject schema) {
    for (int i = 0; i < schema.size(); i++) {
      if (ARGUMENTS.contains(schema.name(i))) {
        boolean empty = schema.value(i) instanceof JsonObject members && members.size() == 0;
        boolean closed = schema.value(i).source().text().equals("false");
        if (!empty && !closed) {
          return true;
        }
      }
    }
    return false;
  }

  private static JsonText ofObject(JsonObject schema) {
    JsonText source = schema.source();
    return schema.get("type") != null
        ? source
        : new JsonText("{\"type\":\"object\"," + source.text().substring(1));
  }

  private @Nullable JsonText choice(GeminiTools tools) {
    return switch (tools.choice()) {
      // What every model does unasked.
      case null -> null;
      case Auto _ -> null;
      case None _ -> mode("NONE", null);
      case Required _ -> mode("ANY", null);
      case Named(String name) -> mode("ANY", names.toTarget(name));
      case Allowed _, Hosted _ -> throw new IllegalStateException("resolved with the tools");
    };
  }

  private static JsonText mode(String mode, @Nullable String only) {
    JsonWriter out = new JsonWriter().beginObject();
    out.beginObject("functionCallingConfig").field("mode", mode);
    if (only != null) {
      out.beginArray("allowedFunctionNames").value(only).endArray();
    }
    return new JsonText(out.endObject().endObject().text());
  }
}

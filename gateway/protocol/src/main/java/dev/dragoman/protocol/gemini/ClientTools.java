package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tools} and {@code toolConfig}: every function declaration is a function, every other
 * member of an entry a tool that Google runs.
 *
 * @param places where each stood
 */
record ClientTools(List<ToolDefinition> tools, List<ContentPlace> places) {
  private static final String DECLARATIONS = "functionDeclarations";
  private static final Set<String> KNOWN =
      Set.of("name", "description", "parameters", "parametersJsonSchema");

  ClientTools {
    tools = List.copyOf(tools);
    places = List.copyOf(places);
  }

  static ClientTools decode(Spelled body) {
    List<ToolDefinition> tools = new ArrayList<>();
    List<ContentPlace> places = new ArrayList<>();
    for (JsonCursor entry : body.items("tools")) {
      for (JsonCursor member : entry.members()) {
        if (Spelled.camel(member.name()).equals(DECLARATIONS)) {
          for (JsonCursor declaration : member.items()) {
            tools.add(function(new Spelled(declaration)));
            places.add(ContentPlace.of(declaration));
          }
        } else {
          tools.add(hosted(member));
          places.add(ContentPlace.of(member));
        }
      }
    }
    return new ClientTools(tools, places);
  }

  private static FunctionTool function(Spelled declaration) {
    JsonCursor schema = declaration.get("parametersJsonSchema");
    if (schema == null) {
      schema = declaration.get("parameters");
    }
    if (schema != null && !schema.isObject()) {
      throw schema.invalid("must be a schema, which is an object");
    }
    return new FunctionTool(
        declaration.cursor().requireString("name"),
        null,
        declaration.string("description"),
        schema == null ? null : ClientSchema.toJsonSchema(schema.source()),
        SchemaDialect.JSON_SCHEMA,
        null,
        null,
        null,
        Extensions.of(ProtocolId.GEMINI, declaration.rest(KNOWN)));
  }

  private static HostedTool hosted(JsonCursor member) {
    String type = Spelled.camel(member.name());
    JsonText entry =
        new JsonText(
            new JsonWriter().beginObject().field(type, member.source()).endObject().text());
    return new HostedTool(ProtocolId.GEMINI, type, type, entry, null, Extensions.NONE);
  }

  /** What is said beside the choice, null for nothing. */
  static @Nullable JsonText beside(Spelled body) {
    Spelled config = body.object("toolConfig");
    Map<String, JsonText> rest =
        config == null ? Map.of() : config.rest(Set.of("functionCallingConfig"));
    if (rest.isEmpty()) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginObject();
    rest.forEach(json::field);
    return new JsonText(json.endObject().text());
  }

  /** Which functions may be called, null when nothing is said of it. */
  static @Nullable ToolChoice choice(Spelled body) {
    Spelled config = body.object("toolConfig");
    Spelled calling = config == null ? null : config.object("functionCallingConfig");
    if (calling != null && calling.isTrue("streamFunctionCallArguments")) {
      throw calling.cursor().invalid("streamFunctionCallArguments: arguments come whole here");
    }
    String mode = calling == null ? null : calling.string("mode");
    if (calling == null || mode == null) {
      return null;
    }
    List<String> names =
        calling.items("allowedFunctionNames").stream().map(JsonCursor::string).toList();
    return switch (mode) {
      case "NONE" -> new ToolChoice.None();
      case "ANY" ->
          names.isEmpty()
              ? new ToolChoice.Required()
              : names.size() == 1
                  ? new ToolChoice.Named(names.getFirst())
                  : new ToolChoice.Allowed(ToolChoice.Allowed.Mode.REQUIRED, names);
      case "AUTO", "VALIDATED", "MODE_UNSPECIFIED" ->
          names.isEmpty()
              ? new ToolChoice.Auto()
              : new ToolChoice.Allowed(ToolChoice.Allowed.Mode.AUTO, names);
      default ->
          throw calling
              .cursor()
              .require("mode")
              .invalid("must be AUTO, ANY, NONE or VALIDATED, is \"" + mode + "\"");
    };
  }
}

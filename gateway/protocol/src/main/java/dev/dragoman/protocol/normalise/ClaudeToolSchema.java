package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import java.util.function.Consumer;

/**
 * What a function takes, as Claude models want it told, on Anthropic and on Bedrock: there has to
 * be a schema, with {@code type:object} at its root and without {@code anyOf} and its like there.
 *
 * @param strict whether the model is held to it, which only some schemas allow
 */
public record ClaudeToolSchema(JsonText schema, boolean strict) {
  private static final JsonText NO_ARGUMENTS =
      new JsonText("{\"type\":\"object\",\"properties\":{}}");

  /**
   * The schema of {@code tool}.
   *
   * @param takesStrict whether the model can be held to a schema
   * @param path of the tools, for refusals and losses
   * @param lost told of what the model is not held to
   * @throws GatewayException {@code INVALID_REQUEST} for a schema that is no JSON object
   */
  public static ClaudeToolSchema of(
      FunctionTool tool, boolean takesStrict, String path, Consumer<Dropped> lost) {
    JsonText plain = plain(tool, path);
    if (!takesStrict || !Boolean.TRUE.equals(tool.strict())) {
      return new ClaudeToolSchema(plain, false);
    }
    NativeSchema closed = ClaudeSchema.of(plain);
    if (closed == null) {
      lost.accept(
          Dropped.advisory(path, "strict was lifted from " + tool.name() + ": its schema is open"));
      return new ClaudeToolSchema(plain, false);
    }
    if (closed.notEnforced() != null) {
      lost.accept(Dropped.advisory(path, closed.notEnforced()));
    }
    return new ClaudeToolSchema(closed.schema(), true);
  }

  private static JsonText plain(FunctionTool tool, String path) {
    JsonText schema = tool.inputSchema();
    if (schema == null) {
      return NO_ARGUMENTS;
    }
    if (!(JsonReader.tryParse(schema.text()) instanceof JsonObject object)) {
      throw GatewayException.at(path, "the schema of " + tool.name() + " must be a JSON object");
    }
    if (object.size() == 0) {
      return NO_ARGUMENTS;
    }
    JsonText source = RootSchema.flat(object);
    return object.get("type") != null
        ? source
        : new JsonText("{\"type\":\"object\"," + source.text().substring(1));
  }
}

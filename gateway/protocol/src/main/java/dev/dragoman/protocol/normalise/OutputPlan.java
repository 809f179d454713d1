package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.OutputFormat.PlainText;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a target is brought to answer in the form that the client asked for (protocols.md 2.8): by
 * its own means; else by a hidden tool that it has to call, whose call comes back as text; else,
 * where tools or thinking are present, which a forced call would disturb, by a sentence in the
 * system prompt.
 *
 * @param request what to encode; with the hidden tool and its choice where that is the way
 * @param format what the target is told of the form in its own words, null for nothing
 * @param outputTool name of the hidden tool, null for none
 * @param instruction text for the end of the system prompt, null for none
 */
public record OutputPlan(
    ChatRequest request,
    @Nullable OutputFormat format,
    @Nullable String outputTool,
    @Nullable String instruction,
    List<Dropped> dropped) {
  static final String TOOL = "structured_output";

  private static final String ALONE =
      " and with nothing else: no code fence, no text before or after it.";
  private static final String ANY_OBJECT = "Answer with one JSON object" + ALONE;
  private static final String BY_SCHEMA =
      "Answer with JSON that fits the JSON Schema below" + ALONE;

  public OutputPlan {
    dropped = List.copyOf(dropped);
  }

  /**
   * The way for one target.
   *
   * @param nativeSchema a schema as the target takes it, null for one that it cannot take
   */
  public static OutputPlan of(
      ChatRequest request,
      Capabilities capabilities,
      Function<JsonText, @Nullable NativeSchema> nativeSchema) {
    return of(request, capabilities, capabilities.has(Flag.JSON_OBJECT), nativeSchema);
  }

  /** The same for a protocol that has no form for any JSON object, whatever is said of a model. */
  public static OutputPlan ofSchemasOnly(
      ChatRequest request,
      Capabilities capabilities,
      Function<JsonText, @Nullable NativeSchema> nativeSchema) {
    return of(request, capabilities, false, nativeSchema);
  }

  private static OutputPlan of(
      ChatRequest request,
      Capabilities capabilities,
      boolean objects,
      Function<JsonText, @Nullable NativeSchema> nativeSchema) {
    return switch (request.outputFormat()) {
      case null -> nothing(request);
      case PlainText _ -> nothing(request);
      case OutputFormat.JsonObject any ->
          objects
              ? new OutputPlan(request, any, null, null, List.of())
              : new OutputPlan(request, null, null, ANY_OBJECT, List.of());
      case JsonSchema asked -> schema(request, asked, capabilities, objects, nativeSchema);
    };
  }

  /**
   * A schema in a target's dialect.
   *
   * @param notEnforced words for what the target does not hold the model to, null for nothing
   */
  public record NativeSchema(JsonText schema, @Nullable String notEnforced) {}

  /** The system prompt with what has to be said of the answer's form, where only words help. */
  public List<ContentBlock> instructed(List<ContentBlock> system) {
    if (instruction == null) {
      return system;
    }
    List<ContentBlock> more = new ArrayList<>(system);
    more.add(Text.of(instruction));
    return more;
  }

  private static OutputPlan nothing(ChatRequest request) {
    return new OutputPlan(request, null, null, null, List.of());
  }

  private static OutputPlan schema(
      ChatRequest request,
      JsonSchema asked,
      Capabilities capabilities,
      boolean objects,
      Function<JsonText, @Nullable NativeSchema> nativeSchema) {
    boolean tools = !request.tools().isEmpty();
    boolean takes =
        capabilities.has(Flag.JSON_SCHEMA)
            && (!tools || capabilities.has(Flag.JSON_SCHEMA_WITH_TOOLS));
    NativeSchema own = takes ? nativeSchema.apply(asked.schema()) : null;
    if (own != null) {
      JsonSchema format =
          new JsonSchema(asked.name(), asked.description(), own.schema(), asked.strict());
      return new OutputPlan(request, format, null, null, weaker(request, own.notEnforced()));
    }
    boolean forced =
        !tools
            && !thinks(request, capabilities)
            && capabilities.has(Flag.TOOLS)
            && capabilities.has(Flag.FORCED_TOOL)
            && isObject(asked.schema());
    return forced ? byTool(request, asked) : byPrompt(request, asked, objects && !tools);
  }

  private static boolean thinks(ChatRequest request, Capabilities capabilities) {
    ReasoningConfig asked = request.reasoning();
    return capabilities.reasoning() == ReasoningUse.ALWAYS
        || (asked != null && asked.mode() != ReasoningConfig.Mode.OFF);
  }

  /** Arguments of a tool are an object. */
  private static boolean isObject(JsonText schema) {
    return JsonReader.tryParse(schema.text()) instanceof JsonObject object
        && object.get("type") instanceof JsonString(String type)
        && type.equals("object");
  }

  private static OutputPlan byTool(ChatRequest request, JsonSchema asked) {
    String purpose = "Gives the answer. Call it once, with the whole answer.";
    FunctionTool tool =
        FunctionTool.of(
            TOOL,
            asked.description() == null ? purpose : purpose + "\n\n" + asked.description(),
            asked.schema());
    return new OutputPlan(
        request.withTools(List.of(tool), new Named(TOOL)), null, TOOL, null, List.of());
  }

  private static OutputPlan byPrompt(ChatRequest request, JsonSchema asked, boolean objects) {
    boolean jsonMode = objects && isObject(asked.schema());
    return new OutputPlan(
        request,
        jsonMode ? new OutputFormat.JsonObject() : null,
        null,
        BY_SCHEMA + "\n" + asked.schema().text(),
        weaker(request, "the schema is only asked for in the prompt"));
  }

  private static List<Dropped> weaker(ChatRequest request, @Nullable String reason) {
    return reason == null
        ? List.of()
        : List.of(Dropped.advisory(request.paths().of(RequestField.OUTPUT_FORMAT), reason));
  }
}

package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.ClaudeToolSchema;
import dev.dragoman.protocol.normalise.QualifiedNames;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes tools ({@code {name,description,input_schema,strict}}) and the choice among them. */
final class AnthropicToolEncoder {
  private final Capabilities capabilities;
  private final ToolNames names;
  private final List<Dropped> dropped;

  private final String path;

  AnthropicToolEncoder(
      Capabilities capabilities, ToolNames names, SourcePaths paths, List<Dropped> dropped) {
    this.capabilities = capabilities;
    this.names = names;
    this.path = paths.of(RequestField.TOOLS);
    this.dropped = dropped;
  }

  /** Without tools nothing is written: a choice among none is refused. */
  void writeTools(JsonWriter out, List<ToolDefinition> tools, CacheMarks marks) {
    if (tools.isEmpty()) {
      return;
    }
    out.beginArray("tools");
    for (ToolDefinition tool : tools) {
      switch (tool) {
        case FunctionTool function -> function(out, function, marks.of(function));
        case HostedTool hosted -> out.value(hosted.raw());
        case FreeformTool _ ->
            throw new IllegalStateException("the toolbox holds no raw-text tool");
      }
    }
    out.endArray();
    report(
        tools,
        "the model does not take strict",
        tool -> !takesStrict() && Boolean.TRUE.equals(tool.strict()));
  }

  private void report(List<ToolDefinition> tools, String reason, Predicate<FunctionTool> lost) {
    if (tools.stream().anyMatch(tool -> tool instanceof FunctionTool it && lost.test(it))) {
      dropped.add(Dropped.advisory(path, reason));
    }
  }

  private boolean takesStrict() {
    return capabilities.has(Flag.STRICT_TOOLS);
  }

  private void function(JsonWriter out, FunctionTool tool, @Nullable CacheHint mark) {
    String description = tool.description();
    ClaudeToolSchema schema = ClaudeToolSchema.of(tool, takesStrict(), path, dropped::add);
    out.beginObject()
        .field("name", names.toTarget(QualifiedNames.of(tool)))
        // Null is refused, and so is an empty text (experientiallabs/experiential#658).
        .field("description", description == null || description.isEmpty() ? null : description)
        .field("input_schema", schema.schema())
        .field("strict", schema.strict() ? Boolean.TRUE : null)
        .field("defer_loading", tool.deferLoading());
    AnthropicBag.write(out, tool.ext());
    AnthropicCache.write(out, mark);
    out.endObject();
  }

  /**
   * Writes the choice. Whether several calls in one turn are allowed stands inside of it, so it is
   * made where the client only said that.
   */
  void writeChoice(JsonWriter out, @Nullable ToolChoice choice, @Nullable Boolean parallel) {
    ToolChoice made = choice == null && Boolean.FALSE.equals(parallel) ? new Auto() : choice;
    if (made == null) {
      return;
    }
    if (made instanceof Hosted(var _, JsonText raw)) {
      out.field(AnthropicToolDecoder.CHOICE, raw);
      return;
    }
    out.beginObject(AnthropicToolDecoder.CHOICE).field("type", type(made));
    if (made instanceof Named(String name)) {
      out.field("name", names.toTarget(name));
    }
    if (!(made instanceof None)) {
      out.field(AnthropicToolDecoder.NOT_PARALLEL, parallel == null ? null : !parallel);
    }
    out.endObject();
  }

  private static String type(ToolChoice choice) {
    return switch (choice) {
      case Auto _ -> "auto";
      case None _ -> "none";
      case Required _ -> "any";
      case Named _ -> "tool";
      case Allowed _, Hosted _ -> throw new IllegalStateException("resolved by the toolbox");
    };
  }
}

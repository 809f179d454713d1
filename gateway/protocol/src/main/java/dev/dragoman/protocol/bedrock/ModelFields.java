package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.RequestField;
import org.jspecify.annotations.Nullable;

/**
 * {@code additionalModelRequestFields}: what Converse has no field for and the model takes in the
 * form of its own API.
 */
sealed interface ModelFields permits ClaudeFields, NovaFields, ModelFields.OtherFields {
  /** Whether there is nothing to write. */
  boolean areEmpty(@Nullable Double topK);

  /** Writes the members. */
  void members(JsonWriter fields, @Nullable Double topK, ToolNames names);

  /** Whether the choice among the tools stands here, since Converse cannot say all of it. */
  boolean holdToolChoice();

  /** Whether nothing may be said beside them of how tokens are drawn. */
  boolean forbidSampling();

  /** Whether less may be said beside them of how tokens are drawn, as Claude has it. */
  boolean narrowSampling();

  static ModelFields of(
      ChatRequest request,
      Capabilities capabilities,
      ReasoningPlan reasoning,
      ConverseTools tools,
      ConverseLosses losses) {
    if (capabilities.has(Flag.CLAUDE_FIELDS)) {
      return ClaudeFields.of(request, reasoning, tools, losses);
    }
    losses.ifGiven(
        Boolean.FALSE.equals(request.parallelToolCalls()) ? request : null,
        request.paths().of(RequestField.PARALLEL_TOOL_CALLS),
        "the model cannot be kept to one call at a time");
    return capabilities.has(Flag.NOVA_FIELDS)
        ? NovaFields.of(request, reasoning, losses)
        : new OtherFields(capabilities.has(Flag.EFFORT_FIELD) ? reasoning.effortWord() : null);
  }

  default void write(JsonWriter out, @Nullable Double topK, ToolNames names) {
    if (!areEmpty(topK)) {
      out.beginObject("additionalModelRequestFields");
      members(out, topK, names);
      out.endObject();
    }
  }

  /**
   * Of a model that takes what Converse has, and the effort of OpenAI's open models at most.
   *
   * @param effort null for none
   */
  record OtherFields(@Nullable String effort) implements ModelFields {
    @Override
    public boolean areEmpty(@Nullable Double topK) {
      return effort == null;
    }

    @Override
    public void members(JsonWriter fields, @Nullable Double topK, ToolNames names) {
      fields.field("reasoning_effort", effort);
    }

    @Override
    public boolean holdToolChoice() {
      return false;
    }

    @Override
    public boolean forbidSampling() {
      return false;
    }

    @Override
    public boolean narrowSampling() {
      return false;
    }
  }
}

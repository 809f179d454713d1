package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.ReasoningPlan.Form;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.Required;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields of Claude's, as Anthropic's own API has them: {@code thinking}, {@code output_config},
 * {@code top_k}, {@code tool_choice} and {@code anthropic_beta}. Source: "Anthropic Claude models"
 * in the Bedrock user guide.
 */
final class ClaudeFields implements ModelFields {
  static final String BETA_HEADER = "anthropic-beta";

  /**
   * Betas that Bedrock knows; any other is refused as an invalid flag (claude-code#49370). Their
   * fields in the body, if they have any, are all written by this codec.
   */
  private static final Set<String> KNOWN_BETAS =
      Set.of(
          "interleaved-thinking-2025-05-14",
          "fine-grained-tool-streaming-2025-05-14",
          "token-efficient-tools-2025-02-19",
          "output-128k-2025-02-19",
          "dev-full-thinking-2025-05-14",
          "context-1m-2025-08-07");

  private final ChatRequest request;
  private final ReasoningPlan reasoning;
  private final ConverseTools tools;
  private final List<String> betas;

  private ClaudeFields(
      ChatRequest request, ReasoningPlan reasoning, ConverseTools tools, List<String> betas) {
    this.request = request;
    this.reasoning = reasoning;
    this.tools = tools;
    this.betas = betas;
  }

  static ClaudeFields of(
      ChatRequest request, ReasoningPlan reasoning, ConverseTools tools, ConverseLosses losses) {
    ReasoningConfig asked = request.reasoning();
    if (asked != null && asked.display() != null && reasoning.form() == Form.BUDGET) {
      losses.advisory(
          request.paths().of(RequestField.REASONING) + ".display",
          "the model shows its thinking whatever is said");
    }
    return new ClaudeFields(request, reasoning, tools, betas(request, losses));
  }

  private static List<String> betas(ChatRequest request, ConverseLosses losses) {
    JsonText header = request.ext().of(ProtocolId.ANTHROPIC).get(BETA_HEADER);
    if (header == null || !(header.parse() instanceof JsonString(String list))) {
      return List.of();
    }
    Set<String> known = new LinkedHashSet<>();
    for (String beta : list.split(",", -1)) {
      if (KNOWN_BETAS.contains(beta.strip())) {
        known.add(beta.strip());
      } else if (!beta.isBlank()) {
        losses.advisory(BETA_HEADER, "betas that Bedrock does not know were left out");
      }
    }
    return new ArrayList<>(known);
  }

  @Override
  public boolean holdToolChoice() {
    return Boolean.FALSE.equals(request.parallelToolCalls())
        && !tools.functions().isEmpty()
        && !tools.areOff();
  }

  @Override
  public boolean forbidSampling() {
    return false;
  }

  @Override
  public boolean narrowSampling() {
    return reasoning.thinks();
  }

  @Override
  public boolean areEmpty(@Nullable Double topK) {
    return !saysThinking()
        && reasoning.effortWord() == null
        && topK == null
        && !holdToolChoice()
        && betas.isEmpty();
  }

  private boolean saysThinking() {
    return switch (reasoning.form()) {
      case ABSENT, EFFORT, SWITCH -> false;
      case OFF, BUDGET, ADAPTIVE -> true;
    };
  }

  @Override
  public void members(JsonWriter fields, @Nullable Double topK, ToolNames names) {
    switch (reasoning.form()) {
      case ABSENT, EFFORT, SWITCH -> {}
      case OFF -> thinking(fields, "disabled", null, null);
      case BUDGET -> thinking(fields, "enabled", reasoning.budgetTokens(), null);
      case ADAPTIVE -> thinking(fields, "adaptive", null, display());
    }
    if (reasoning.effortWord() != null) {
      fields.beginObject("output_config").field("effort", reasoning.effortWord()).endObject();
    }
    fields.field("top_k", topK);
    if (holdToolChoice()) {
      toolChoice(fields, names);
    }
    if (!betas.isEmpty()) {
      fields.beginArray("anthropic_beta");
      betas.forEach(fields::value);
      fields.endArray();
    }
  }

  private static void thinking(
      JsonWriter fields, String type, @Nullable Integer budget, @Nullable String display) {
    fields
        .beginObject("thinking")
        .field("type", type)
        .field("budget_tokens", budget)
        .field("display", display)
        .endObject();
  }

  private @Nullable String display() {
    ReasoningConfig asked = request.reasoning();
    return switch (asked == null ? null : asked.display()) {
      case null -> null;
      case OMITTED -> "omitted";
      case SUMMARY -> "summarized";
      case FULL -> "full";
    };
  }

  private void toolChoice(JsonWriter fields, ToolNames names) {
    String type =
        tools.choice() instanceof Required
            ? "any"
            : tools.choice() instanceof Named ? "tool" : "auto";
    fields.beginObject("tool_choice").field("type", type);
    if (tools.choice() instanceof Named(String name)) {
      fields.field("name", names.toTarget(name));
    }
    fields.field("disable_parallel_tool_use", true).endObject();
  }
}

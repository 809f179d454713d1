package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How Claude is told to think: the matrix of protocols.md 2.6 for the models that think within a
 * budget, and for those that decide themselves. Source: "Extended thinking" and "Adaptive thinking"
 * in the Bedrock user guide, Anthropic's migration guide.
 *
 * @param type {@code enabled}, {@code adaptive} or {@code disabled}; null to leave it out
 * @param budget tokens, with {@code enabled}
 * @param effort word of {@code output_config.effort}
 * @param display what of the thought is shown, null for the model's own way
 */
record ClaudeThinking(
    @Nullable String type,
    @Nullable Integer budget,
    @Nullable String effort,
    @Nullable String display) {
  static final ClaudeThinking UNSAID = new ClaudeThinking(null, null, null, null);
  private static final ClaudeThinking DISABLED = new ClaudeThinking("disabled", null, null, null);

  private static final int LEAST_BUDGET = 1_024;
  private static final int USUAL_BUDGET = 8_192;
  private static final int LARGEST_BUDGET = 32_768;

  /**
   * What to say for a request.
   *
   * @param messages the history as it is sent
   */
  static ClaudeThinking of(
      ChatRequest request,
      List<Message> messages,
      boolean forcedTool,
      Capabilities capabilities,
      ConverseLosses losses) {
    ReasoningConfig asked = request.reasoning();
    String path = request.paths().of(RequestField.REASONING);
    if (!capabilities.has(Flag.CLAUDE_FIELDS) || capabilities.reasoning() == ReasoningUse.NONE) {
      losses.ifGiven(
          isWanted(asked) ? asked : null, path, "the model of this route is not told to think");
      return UNSAID;
    }
    boolean adaptive = capabilities.has(Flag.ADAPTIVE_THINKING);
    boolean optional = capabilities.reasoning() == ReasoningUse.OPTIONAL;
    if (forcedTool && optional) {
      losses.ifGiven(
          isWanted(asked) ? asked : null, path, "the model does not think before a forced call");
      return adaptive ? DISABLED : UNSAID;
    }
    if (asked == null) {
      return UNSAID;
    }
    if (!isWanted(asked)) {
      losses.ifGiven(optional ? null : asked, path, "the model's thinking cannot be switched off");
      return adaptive && optional ? DISABLED : UNSAID;
    }
    boolean byBudget =
        capabilities.has(Flag.BUDGET_THINKING) && (asked.mode() == Mode.BUDGET || !adaptive);
    return byBudget
        ? within(request, asked, messages, capabilities, losses)
        : new ClaudeThinking(
            "adaptive", null, effort(asked, capabilities, losses, path), display(asked));
  }

  private static boolean isWanted(@Nullable ReasoningConfig asked) {
    if (asked == null || asked.mode() == Mode.OFF || asked.effort() == Effort.NONE) {
      return false;
    }
    Integer budget = asked.mode() == Mode.BUDGET ? asked.budgetTokens() : null;
    return budget == null || budget > 0;
  }

  /** A budget of the client's is sent as it is; one that is derived has to fit the answer. */
  private static ClaudeThinking within(
      ChatRequest request,
      ReasoningConfig asked,
      List<Message> messages,
      Capabilities capabilities,
      ConverseLosses losses) {
    String path = request.paths().of(RequestField.REASONING);
    if (messages.getLast().role() == Role.ASSISTANT) {
      losses.advisory(path, "the model does not think where it continues a text");
      return UNSAID;
    }
    if (lostItsThought(messages)) {
      losses.advisory(path, "the model does not think on calls whose thought was lost");
      return UNSAID;
    }
    Integer budget = asked.mode() == Mode.BUDGET ? asked.budgetTokens() : null;
    if (budget == null) {
      budget = fitting(derived(asked.effort(), capabilities), request, capabilities);
    }
    if (budget == null) {
      losses.advisory(path, "the answer is bounded too low for thinking");
      return UNSAID;
    }
    String display = capabilities.has(Flag.ADAPTIVE_THINKING) ? display(asked) : null;
    return new ClaudeThinking("enabled", budget, null, display);
  }

  /** Whether the calls that are being answered now stand without the thought that led to them. */
  private static boolean lostItsThought(List<Message> messages) {
    for (Message message : messages.reversed()) {
      if (message.role() == Role.ASSISTANT) {
        List<ContentBlock> content = message.content();
        return ContentBlock.anyIs(ToolCall.class, content)
            && !ContentBlock.anyIs(Reasoning.class, content);
      }
    }
    return false;
  }

  private static int derived(@Nullable Effort effort, Capabilities capabilities) {
    return switch (effort) {
      case null -> USUAL_BUDGET;
      case NONE, MINIMAL -> LEAST_BUDGET;
      case LOW -> 2_048;
      case MEDIUM -> USUAL_BUDGET;
      case HIGH -> 16_384;
      case XHIGH -> LARGEST_BUDGET;
      case MAX -> capabilities.maxOutput() == null ? LARGEST_BUDGET : capabilities.maxOutput();
    };
  }

  private static @Nullable Integer fitting(
      int budget, ChatRequest request, Capabilities capabilities) {
    Integer asked = request.maxOutputTokens();
    Integer bound = asked == null ? capabilities.maxOutput() : asked;
    if (bound == null || budget < bound) {
      return budget;
    }
    int lowered = (int) (bound * 3L / 4);
    return lowered < LEAST_BUDGET ? null : Integer.valueOf(lowered);
  }

  private static @Nullable String effort(
      ReasoningConfig asked, Capabilities capabilities, ConverseLosses losses, String path) {
    Effort effort = asked.effort();
    if (effort == null && asked.mode() == Mode.BUDGET && asked.budgetTokens() != null) {
      effort = ofBudget(asked.budgetTokens());
    }
    if (effort == null) {
      return null;
    }
    if (!capabilities.has(Flag.EFFORT)) {
      losses.advisory(path, "the model takes no effort");
      return null;
    }
    Effort least = effort.compareTo(Effort.LOW) < 0 ? Effort.LOW : effort;
    return least.name().toLowerCase(Locale.ROOT);
  }

  /** The reverse table of protocols.md 2.6. */
  private static Effort ofBudget(int budget) {
    if (budget <= 4_096) {
      return Effort.LOW;
    }
    if (budget <= 12_288) {
      return Effort.MEDIUM;
    }
    if (budget <= 24_576) {
      return Effort.HIGH;
    }
    return budget <= 49_152 ? Effort.XHIGH : Effort.MAX;
  }

  private static @Nullable String display(ReasoningConfig asked) {
    return switch (asked.display()) {
      case null -> null;
      case OMITTED -> "omitted";
      case SUMMARY -> "summarized";
      case FULL -> "full";
    };
  }

  /** Whether the model thinks on this request, as far as the request says. */
  boolean thinks() {
    return type != null && !type.equals("disabled");
  }
}

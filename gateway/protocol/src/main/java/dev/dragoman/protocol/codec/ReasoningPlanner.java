package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.ReasoningPlan.Form;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides by what the model takes, never by its name. An effort is clamped, a budget is fitted to
 * the length of the answer, and thinking gives way to what it cannot stand beside: a forced tool, a
 * turn that the model shall continue, a turn whose own thinking is lost. Single use.
 */
final class ReasoningPlanner {
  private static final int MODEL_DECIDES = -1;

  private final ChatRequest request;
  private final List<Message> messages;
  private final Capabilities capabilities;
  private final ReasoningControls controls;
  private final ThinkingRoom room;
  private final List<Dropped> dropped = new ArrayList<>();

  ReasoningPlanner(ChatRequest request, List<Message> messages, Capabilities capabilities) {
    this.request = request;
    this.messages = messages;
    this.capabilities = capabilities;
    this.controls = capabilities.controls();
    this.room = new ThinkingRoom(request.maxOutputTokens(), capabilities);
  }

  ReasoningPlan plan() {
    ReasoningConfig asked = request.reasoning();
    Control control = controls.control();
    if (control == null || capabilities.reasoning() == ReasoningUse.NONE) {
      return without(asked);
    }
    if (besideForbiddenTools()) {
      return off(asked, "the model does not think beside these tools on this endpoint");
    }
    if (besideForbiddenChoice()) {
      return off(asked, "the model does not think when it is made to call a tool");
    }
    if (asked == null) {
      return said(Form.ABSENT, null, null, null);
    }
    return isOff(asked) ? off(asked, null) : on(control, asked);
  }

  private ReasoningPlan without(@Nullable ReasoningConfig asked) {
    boolean thinks = capabilities.reasoning() != ReasoningUse.NONE;
    if (asked != null && (thinks || !isOff(asked))) {
      lost("how much the model of this route thinks cannot be said to it");
    }
    return said(Form.ABSENT, null, null, null);
  }

  /** OpenAI's endpoint refuses both together from gpt-5.4 on (openai/openai-openapi#541). */
  private boolean besideForbiddenTools() {
    return !capabilities.has(Flag.TOOLS_WITH_REASONING_ON_CHAT)
        && request.tools().stream().anyMatch(FunctionTool.class::isInstance);
  }

  private boolean besideForbiddenChoice() {
    return controls.yieldsToForcedTool() && isForced();
  }

  private boolean isForced() {
    return switch (request.toolChoice()) {
      case Required _, Named _ -> true;
      case Allowed(Allowed.Mode mode, List<String> _) -> mode == Allowed.Mode.REQUIRED;
      case null -> false;
      case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Hosted _ -> false;
    };
  }

  private static boolean isOff(ReasoningConfig asked) {
    Integer budget = asked.budgetTokens();
    return switch (asked.mode()) {
      case OFF -> true;
      case EFFORT -> asked.effort() == Effort.NONE;
      case BUDGET -> budget != null && budget != MODEL_DECIDES && budget <= 0;
      case ADAPTIVE -> false;
    };
  }

  /**
   * No thinking, said where it can be said.
   *
   * @param reason why a wish to think is not followed, null when there was none
   */
  private ReasoningPlan off(@Nullable ReasoningConfig asked, @Nullable String reason) {
    if (reason != null && asked != null && !isOff(asked)) {
      lost(reason);
    }
    if (controls.levels().contains(Effort.NONE)) {
      return said(Form.OFF, asked == null ? null : effortBeside(asked), null, null);
    }
    Effort lowest = EffortScale.atMost(Effort.NONE, controls.levels());
    if (reason == null && isToldAnEffort() && lowest != null) {
      lost("the model always thinks; it was told to think as little as it can");
      return said(Form.EFFORT, lowest, null, null);
    }
    if (reason == null && controls.control() == Control.DYNAMIC_BUDGET) {
      lost("the model always thinks; it was told to think as little as it can");
      return said(Form.BUDGET, null, room.leastDynamic(), null);
    }
    if (reason == null && capabilities.reasoning() == ReasoningUse.ALWAYS) {
      lost("the model always thinks");
    }
    return said(Form.ABSENT, null, null, null);
  }

  private boolean isToldAnEffort() {
    return controls.control() == Control.EFFORT || controls.control() == Control.LEVEL;
  }

  private ReasoningPlan on(Control control, ReasoningConfig asked) {
    return switch (control) {
      case BUDGET -> besideHistory(budget(asked));
      case DYNAMIC_BUDGET -> said(Form.BUDGET, null, dynamicBudget(asked), null);
      case ADAPTIVE ->
          explicitBudget(asked) != null && controls.takesBudgets()
              ? besideHistory(budget(asked))
              : besideHistory(said(Form.ADAPTIVE, clamped(effort(asked), false), null, null));
      case SWITCH -> said(Form.SWITCH, clamped(effort(asked), true), null, null);
      case EFFORT_OR_BUDGET ->
          explicitBudget(asked) != null
              ? said(Form.BUDGET, null, explicitBudget(asked), null)
              : said(Form.ADAPTIVE, clamped(effort(asked), false), null, null);
      case EFFORT, LEVEL -> {
        // Gemini's levels are far apart: the one above is nearer to what was meant.
        Effort effort = clamped(effort(asked), control == Control.LEVEL);
        if (effort(asked) == null && capabilities.reasoning() == ReasoningUse.OPTIONAL) {
          lost("the model is told an effort, and none was named; it decides for itself");
        }
        yield said(effort == null ? Form.ABSENT : Form.EFFORT, effort, null, null);
      }
    };
  }

  /** An effort that says more than how much to think: Claude spends it on the answer as well. */
  private @Nullable Effort effortBeside(ReasoningConfig asked) {
    Effort effort = asked.effort();
    return controls.control() != Control.ADAPTIVE || effort == null || effort == Effort.NONE
        ? null
        : clamped(effort, false);
  }

  private static @Nullable Integer explicitBudget(ReasoningConfig asked) {
    Integer budget = asked.budgetTokens();
    return asked.mode() == Mode.BUDGET && budget != null && budget > 0 ? budget : null;
  }

  private static @Nullable Effort effort(ReasoningConfig asked) {
    Integer budget = explicitBudget(asked);
    if (asked.effort() != null && asked.effort() != Effort.NONE) {
      return asked.effort();
    }
    return budget == null ? null : EffortScale.of(budget);
  }

  private @Nullable Effort clamped(@Nullable Effort asked, boolean up) {
    if (asked == null) {
      return null;
    }
    Effort level =
        up
            ? EffortScale.atLeast(asked, controls.levels())
            : EffortScale.atMost(asked, controls.levels());
    if (level != asked) {
      lost(
          level == null
              ? "the model has no levels of effort"
              : "the model has no effort " + word(asked) + "; " + word(level) + " was sent");
    }
    return level;
  }

  private static String word(Effort effort) {
    return effort.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A budget in tokens. The client's own number is not touched; one made of an effort leaves a
   * quarter of the answer's length to the answer (litellm#38836), and none where too little is left
   * to think with.
   */
  private ReasoningPlan budget(ReasoningConfig asked) {
    if (isForced()) {
      return off(asked, "the model does not think when it is made to call a tool");
    }
    Integer explicit = explicitBudget(asked);
    Effort effort = effort(asked);
    int wanted =
        explicit != null
            ? explicit
            : effort == null ? EffortScale.UNDECIDED : EffortScale.budget(effort, room.most());
    int budget = explicit == null ? Math.min(wanted, room.most()) : wanted;
    Integer given = room.bound(budget);
    int length = given == null ? room.answer() : given;
    boolean ours = explicit == null || room.isLowered();
    if (ours && budget >= length) {
      budget = length / 4 * 3 + length % 4 * 3 / 4;
    }
    if (ours && budget < room.least()) {
      lost("the answer is too short to think before it");
      return said(Form.ABSENT, null, null, null);
    }
    return said(Form.BUDGET, effortBeside(asked), budget, given);
  }

  /** A budget that the model need not use up, within what it takes. */
  private int dynamicBudget(ReasoningConfig asked) {
    Integer explicit = explicitBudget(asked);
    Effort effort = effort(asked);
    if (effort == null) {
      return MODEL_DECIDES;
    }
    int most = room.most();
    int wanted = explicit == null ? EffortScale.dynamicBudget(effort, most) : explicit;
    int taken = Math.clamp(wanted, room.leastDynamic(), most);
    if (taken != wanted) {
      lost("the model does not think with " + wanted + " tokens; " + taken + " were sent");
    }
    return taken;
  }

  /** Gives thinking up where the last turns do not allow it. */
  private ReasoningPlan besideHistory(ReasoningPlan wanted) {
    if (!wanted.thinks()) {
      return wanted;
    }
    if (isContinued()) {
      lost("the model does not think when it continues a turn");
      return said(Form.ABSENT, null, null, null);
    }
    if (wanted.form() == Form.BUDGET && lacksThinking()) {
      lost("the thinking of the last turn is not at hand, and the model would refuse to go on");
      return said(Form.ABSENT, null, null, null);
    }
    return wanted;
  }

  private boolean isContinued() {
    Message last = messages.isEmpty() ? null : messages.getLast();
    return last != null
        && last.role() == Role.ASSISTANT
        && !last.content().isEmpty()
        && last.content().getLast() instanceof Text;
  }

  /** Whether the last turn called tools and does not begin with what was thought before it. */
  private boolean lacksThinking() {
    for (Message message : messages.reversed()) {
      if (message.role() == Role.ASSISTANT) {
        return ContentBlock.anyIs(ToolCall.class, message.content())
            && !(message.content().getFirst() instanceof Reasoning);
      }
    }
    return false;
  }

  private void lost(String reason) {
    dropped.add(Dropped.advisory(request.paths().of(RequestField.REASONING), reason));
  }

  private ReasoningPlan said(
      Form form, @Nullable Effort effort, @Nullable Integer budget, @Nullable Integer maxTokens) {
    return new ReasoningPlan(form, effort, budget, maxTokens, dropped);
  }
}

package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.codec.ReasoningControls;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Gives turns back the state that a client dropped. Pure. */
public final class RememberedState {
  private RememberedState() {}

  /**
   * The request with remembered thinking before the turns that called tools and came without any
   * that the target wants.
   *
   * @param wanted what the target wants back
   * @param memory thinking of a turn by the id of a call in it as the client sees it, empty when it
   *     is not known
   */
  public static ChatRequest restored(
      ChatRequest request, State wanted, Function<String, List<Reasoning>> memory) {
    if (wanted == State.NONE) {
      return request;
    }
    Map<Integer, Integer> prefixed = new HashMap<>();
    List<Message> messages = new ArrayList<>(request.messages());
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      List<Reasoning> found = lacks(message, wanted) ? found(message, wanted, memory) : List.of();
      if (!found.isEmpty()) {
        List<ContentBlock> content = new ArrayList<>(found);
        content.addAll(message.content());
        messages.set(i, message.withContent(content));
        prefixed.put(i, found.size());
      }
    }
    return prefixed.isEmpty() ? request : request.withState(messages, prefixed);
  }

  /**
   * Calls by which thinking that the target wants back may be found elsewhere, in the order of the
   * history: the first of each turn that came without any and of which no call is known.
   *
   * @param controls of the target
   * @param known whether memory has the last word about a call
   */
  public static List<String> missing(
      ChatRequest request, ReasoningControls controls, Predicate<String> known) {
    if (!wants(request, controls)) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    for (Message message : request.messages()) {
      if (lacks(message, controls.state())) {
        List<String> calls =
            message.content().stream()
                .filter(ToolCall.class::isInstance)
                .map(block -> ((ToolCall) block).id())
                .toList();
        if (calls.stream().noneMatch(known)) {
          missing.add(calls.getFirst());
        }
      }
    }
    return missing;
  }

  /**
   * Whether thinking is of use to the target in this request. Budgets of Claude mean no thinking
   * without one, and then earlier thinking is ignored (platform.claude.com, Extended thinking).
   */
  private static boolean wants(ChatRequest request, ReasoningControls controls) {
    ReasoningConfig asked = request.reasoning();
    boolean off =
        asked != null
            && (asked.mode() == ReasoningConfig.Mode.OFF
                || asked.effort() == ReasoningConfig.Effort.NONE);
    return switch (controls.state()) {
      case NONE, ENCRYPTED -> false;
      // What is signed is the turn and not the thought, so it counts whatever is thought now.
      case GEMINI -> true;
      case TEXT, DETAILS -> !off;
      case ANTHROPIC -> !off && (asked != null || controls.control() != Control.BUDGET);
    };
  }

  private static boolean lacks(Message message, State wanted) {
    return message.role() == Role.ASSISTANT
        && ContentBlock.anyIs(ToolCall.class, message.content())
        && message.content().stream()
            .noneMatch(block -> block instanceof Reasoning thought && isOfUse(thought, wanted));
  }

  private static boolean isOfUse(Reasoning thought, State wanted) {
    return switch (wanted) {
      case TEXT -> !thought.text().isEmpty();
      case ANTHROPIC -> Signature.isOf(Provider.ANTHROPIC, thought.signature());
      case DETAILS -> Signature.isOf(Provider.OPENROUTER, thought.signature());
      case GEMINI -> Signature.isOf(Provider.GEMINI, thought.signature());
      case NONE, ENCRYPTED -> false;
    };
  }

  private static List<Reasoning> found(
      Message message, State wanted, Function<String, List<Reasoning>> memory) {
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolCall call) {
        List<Reasoning> known =
            memory.apply(call.id()).stream().filter(thought -> isOfUse(thought, wanted)).toList();
        if (!known.isEmpty()) {
          return known;
        }
      }
    }
    return List.of();
  }
}

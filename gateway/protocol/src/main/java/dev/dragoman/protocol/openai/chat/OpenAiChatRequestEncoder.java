package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Emulation;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.ReasoningControls;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.OutputPlan;
import dev.dragoman.protocol.normalise.Turns;
import dev.dragoman.protocol.normalise.Turns.Arranged;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@link ChatRequest} → body of {@code POST /chat/completions}. What the target takes is asked of
 * its {@link Capabilities} alone. Pure, and the order of members is fixed, so that equal requests
 * give equal bytes. Errors: {@code INVALID_REQUEST} naming what cannot be carried.
 */
final class OpenAiChatRequestEncoder {
  static final String PATH = "/chat/completions";

  private OpenAiChatRequestEncoder() {}

  static Encoded encode(ChatRequest asked, Target target) {
    Capabilities capabilities = target.capabilities();
    Losses losses = new Losses();
    OutputPlan output = OutputPlan.of(asked, capabilities, OutputFormatEncoder::nativeSchema);
    ChatRequest request = output.request();
    losses.addAll(output.dropped());
    losses.addAll(ForeignFields.in(request, ProtocolId.OPENAI_CHAT, "OpenAI Chat"));
    boolean textual = capabilities.controls().state() == ReasoningControls.State.TEXT;
    Arranged turns = Turns.inOrder(new CarriedContent(capabilities, losses).of(request));
    losses.addAll(turns.dropped());
    refuseEnd(turns, capabilities);
    ToolSelection tools = ToolSelection.of(request, capabilities, losses);
    ToolNames names = ToolNames.wordCharacters(namesIn(tools, turns.messages()));
    ReasoningPlan reasoning = ReasoningPlan.of(request, turns.messages(), capabilities);
    losses.addAll(reasoning.dropped());

    JsonWriter json = new JsonWriter();
    json.beginObject().field("model", target.model());
    boolean remembers = textual && reasoning.form() != ReasoningPlan.Form.OFF;
    ChatBreakpoints breakpoints = ChatBreakpoints.of(turns, capabilities, request.paths(), losses);
    new MessageEncoder(json, capabilities, names, breakpoints, remembers)
        .write(turns, output.instruction());
    new ToolEncoder(json, tools, names, capabilities, losses).write(request);
    new OutputFormatEncoder(json, losses).write(output.format(), request.paths());
    new ParameterEncoder(json, request, capabilities, losses).write(reasoning);
    json.endObject();
    WireRequest wire =
        new WireRequest(
            target.path(PATH), headers(request.stream()), json.bytes(), request.stream());
    return new Encoded(wire, losses.all(), names, emulation(request, output, capabilities));
  }

  private static WireHeaders headers(boolean stream) {
    return WireHeaders.of(
        "content-type",
        "application/json",
        "accept",
        stream ? "text/event-stream" : "application/json");
  }

  private static Emulation emulation(
      ChatRequest request, OutputPlan output, Capabilities capabilities) {
    return new Emulation(
        capabilities.has(Flag.FREEFORM_TOOLS) ? Set.of() : FreeformTools.namesIn(request),
        output.outputTool(),
        capabilities.stopSequences() == 0 ? ParameterEncoder.stopSequences(request) : List.of());
  }

  /** Sent as it is, a turn begun for the model would be read as a finished one. */
  private static void refuseEnd(Arranged turns, Capabilities capabilities) {
    if (turns.messages().isEmpty() && turns.system().isEmpty()) {
      throw GatewayException.invalid("messages", "messages: none of them has content");
    }
    if (!turns.messages().isEmpty()
        && turns.messages().getLast().role() == Role.ASSISTANT
        && !capabilities.has(Flag.PREFILL)) {
      throw GatewayException.invalid(
          "messages",
          "messages: the model of this route does not continue a last message of role assistant");
    }
  }

  private static Set<String> namesIn(ToolSelection tools, List<Message> messages) {
    Set<String> names = new LinkedHashSet<>();
    for (ToolDefinition tool : tools.tools()) {
      names.add(tool.name());
    }
    for (Message message : messages) {
      for (ContentBlock block : message.content()) {
        if (block instanceof ToolCall call) {
          names.add(call.name());
        }
      }
    }
    return names;
  }
}

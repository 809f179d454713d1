package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Emulation;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.OutputPlan;
import dev.dragoman.protocol.normalise.Turns;
import dev.dragoman.protocol.normalise.Turns.Arranged;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@link ChatRequest} → body of {@code POST /responses}, which asks for nothing to be stored. What
 * the target takes is asked of its {@link Capabilities} alone. Pure, and the order of members is
 * fixed, so that equal requests give equal bytes. Errors: {@code INVALID_REQUEST} naming what
 * cannot be carried.
 */
final class ResponsesRequestEncoder {
  private ResponsesRequestEncoder() {}

  static Encoded encode(ChatRequest asked, Target target) {
    Capabilities capabilities = target.capabilities();
    List<Dropped> losses = new ArrayList<>();
    OutputPlan output = OutputPlan.of(asked, capabilities, TextFields::nativeSchema);
    ChatRequest request = output.request();
    losses.addAll(output.dropped());
    losses.addAll(ForeignFields.in(request, ProtocolId.OPENAI_RESPONSES, "OpenAI Responses"));
    Arranged turns = Turns.inOrder(new CarriedItems(capabilities, losses::add).of(request));
    losses.addAll(turns.dropped());
    refuseEnd(turns, request);
    ResponsesTools tools = new ResponsesTools(request, capabilities, losses::add);
    ToolNames names = ToolNames.wordCharacters(namesIn(tools.tools(), turns.messages()));
    ReasoningPlan reasoning = ReasoningPlan.of(request, turns.messages(), capabilities);
    losses.addAll(reasoning.dropped());

    JsonWriter json = new JsonWriter();
    json.beginObject().field("model", target.model());
    boolean freeform = capabilities.has(Flag.FREEFORM_TOOLS);
    new ItemEncoder(json, names, freeform).write(turns, output.instruction());
    tools.write(json, names);
    new TextFields(json, losses::add).write(output.format(), request);
    new RequestFields(json, request, capabilities, losses::add).write(reasoning);
    json.endObject();
    WireRequest wire =
        new WireRequest(
            target.path(ResponsesPassThrough.BELOW_BASE),
            headers(request.stream()),
            json.bytes(),
            request.stream());
    return new Encoded(
        wire,
        losses,
        names,
        new Emulation(
            freeform ? Set.of() : FreeformTools.namesIn(request),
            output.outputTool(),
            stops(request)));
  }

  /** Responses have none, so the gateway watches for them; an empty one stands everywhere. */
  private static List<String> stops(ChatRequest request) {
    return request.stopSequences().stream().filter(sequence -> !sequence.isEmpty()).toList();
  }

  private static WireHeaders headers(boolean stream) {
    return WireHeaders.of(
        "content-type",
        "application/json",
        "accept",
        stream ? "text/event-stream" : "application/json");
  }

  /** Sent as it is, a turn begun for the model would be read as a finished one. */
  private static void refuseEnd(Arranged turns, ChatRequest request) {
    String path = request.paths().of(RequestField.MESSAGES);
    if (turns.messages().isEmpty() && turns.system().stream().noneMatch(Text.class::isInstance)) {
      throw GatewayException.at(path, "none of them has content");
    }
    if (!turns.messages().isEmpty() && turns.messages().getLast().role() == Role.ASSISTANT) {
      throw GatewayException.at(
          path, "the model of this route does not continue a last message of role assistant");
    }
  }

  private static Set<String> namesIn(List<ToolDefinition> tools, List<Message> messages) {
    Set<String> names = new LinkedHashSet<>();
    tools.forEach(tool -> names.add(tool.name()));
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

package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Emulation;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.ClaudeSchema;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.OutputPlan;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.Toolbox;
import dev.dragoman.protocol.normalise.Turns;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChatRequest} → {@code POST /v1/messages}. Screens the history, puts the turns in order,
 * writes what the model takes and lists what it does not. The same request gives the same bytes, or
 * prompt caches would be lost. Single use.
 *
 * <p>Refused with {@code INVALID_REQUEST} because the answer depends on it: sound, several
 * candidates, tools that Anthropic cannot carry, an assistant's turn at the end for models that
 * would not continue it.
 */
final class AnthropicRequestEncoder {
  static final String DEFAULT_VERSION = "2023-06-01";

  private final ChatRequest request;
  private final OutputPlan output;
  private final Target target;
  private final Capabilities capabilities;
  private final Map<String, JsonText> bag;
  private final List<Dropped> dropped = new ArrayList<>();
  private final String version;

  AnthropicRequestEncoder(ChatRequest request, Target target) {
    this.target = target;
    this.capabilities = target.capabilities();
    this.output = OutputPlan.ofSchemasOnly(request, capabilities, ClaudeSchema::of);
    this.request = output.request();
    this.bag = request.ext().of(ProtocolId.ANTHROPIC);
    String asked = header(AnthropicRequestDecoder.VERSION);
    this.version = asked == null ? DEFAULT_VERSION : asked;
  }

  Encoded encode() {
    AnthropicLosses.refuseOrReport(request, dropped);
    dropped.addAll(output.dropped());
    if (output.format() instanceof JsonSchema schema && schema.description() != null) {
      dropped.add(
          Dropped.advisory(
              request.paths().of(RequestField.OUTPUT_FORMAT),
              "Anthropic has no description of a schema for the answer"));
    }
    dropped.addAll(ForeignFields.in(request, ProtocolId.ANTHROPIC, "Anthropic"));
    Toolbox toolbox = Toolbox.of(request, capabilities, ProtocolId.ANTHROPIC, dropped::add);
    ToolNames names = ToolNames.wordCharacters(QualifiedNames.in(request));
    Turns.Arranged arranged =
        Turns.alternating(new AnthropicHistory(capabilities, dropped).screened(request));
    dropped.addAll(arranged.dropped());
    List<Message> messages =
        new AnthropicPlacement(capabilities.systemPlacement(), dropped).placed(arranged.messages());
    refuseUnanswerable(messages);
    ReasoningPlan reasoning = ReasoningPlan.of(request, messages, capabilities);
    dropped.addAll(reasoning.dropped());
    byte[] body =
        new AnthropicBody(request, target, version, dropped)
            .bytes(
                new AnthropicBody.Content(
                    output.instructed(arranged.system()),
                    messages,
                    toolbox,
                    names,
                    reasoning,
                    output.format()));
    return new Encoded(
        new WireRequest(AnthropicProtocol.MESSAGES, headers(), body, request.stream()),
        dropped,
        names,
        new Emulation(FreeformTools.namesIn(request), output.outputTool(), List.of()));
  }

  /** An assistant's turn at the end is continued by older models and refused by newer ones. */
  private void refuseUnanswerable(List<Message> messages) {
    if (messages.isEmpty()) {
      throw GatewayException.invalid("messages", "messages: hold nothing that can be sent");
    }
    Message last = messages.getLast();
    if (last.role() == Role.ASSISTANT && !capabilities.has(Flag.PREFILL) && !isPaused(last)) {
      throw GatewayException.invalid(
          "messages",
          "messages: the last one is the assistant's, which the model does not continue; end with a"
              + " user message");
    }
  }

  /** A turn that stopped for a server tool is sent back as it is to be resumed. */
  private static boolean isPaused(Message last) {
    ContentBlock block = last.content().getLast();
    return block instanceof ServerToolCall || block instanceof ServerToolResult;
  }

  private WireHeaders headers() {
    WireHeaders headers =
        WireHeaders.of(
            "content-type", "application/json", AnthropicRequestDecoder.VERSION, version);
    String beta = header(AnthropicRequestDecoder.BETA);
    return beta == null ? headers : headers.with(AnthropicRequestDecoder.BETA, beta);
  }

  private @Nullable String header(String name) {
    JsonText kept = bag.get(name);
    return kept != null && JsonReader.parse(kept.text()) instanceof JsonString(String value)
        ? value
        : null;
  }
}

package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Emulation;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.ClaudeSchema;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.OutputPlan;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.SamplingLimits;
import dev.dragoman.protocol.normalise.Turns;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChatRequest} → {@code POST /model/{modelId}/converse}, or {@code converse-stream}. Screens
 * the history, puts the turns in order, writes what the model takes and lists what it does not. The
 * same request gives the same bytes, or prompt caches would be lost. Single use.
 */
final class ConverseRequestEncoder {
  private final ChatRequest request;
  private final OutputPlan output;
  private final Target target;
  private final Capabilities capabilities;
  private final ConverseLosses losses = new ConverseLosses();

  ConverseRequestEncoder(ChatRequest request, Target target) {
    this.target = target;
    this.capabilities = target.capabilities();
    this.output = OutputPlan.ofSchemasOnly(request, capabilities, ClaudeSchema::of);
    this.request = output.request();
  }

  Encoded encode() {
    ConverseEnvelope.refuseOrReport(request, losses);
    losses.addAll(output.dropped());
    ConverseTools asked = ConverseTools.of(request, capabilities, losses);
    ToolNames names = ToolNames.wordCharacters(QualifiedNames.in(request));
    ConverseMedia media = new ConverseMedia(capabilities, losses);
    Turns.Arranged arranged =
        Turns.alternating(new ConverseHistory(capabilities, media, losses).screened(request));
    losses.addAll(arranged.dropped());
    List<Message> messages = new ConversePlacement(losses).placed(arranged.messages());
    refuseUnanswerable(messages);
    messages = ConverseCache.automatic(request.cachePolicy(), messages);
    ConverseTools tools = asked.withStubsFor(messages);
    if (tools.areOff()) {
      messages = ConversePlacement.withoutTools(messages);
    } else if (!capabilities.has(Flag.FULL_TOOL_RESULTS)) {
      messages = PlainResults.of(messages);
    }
    byte[] body = body(output.instructed(arranged.system()), messages, tools, names);
    return new Encoded(
        new WireRequest(
            path(),
            WireHeaders.of("content-type", "application/json", "accept", accept()),
            body,
            request.stream()),
        losses.all(),
        names,
        new Emulation(FreeformTools.namesIn(request), output.outputTool(), List.of()));
  }

  private String accept() {
    return request.stream() ? "application/vnd.amazon.eventstream" : "application/json";
  }

  private String path() {
    return BedrockPaths.of(target.model(), request.stream() ? "/converse-stream" : "/converse");
  }

  /** An assistant's turn at the end is continued by older models and refused by newer ones. */
  private void refuseUnanswerable(List<Message> messages) {
    if (messages.isEmpty()) {
      throw GatewayException.at("messages", "hold nothing that can be sent");
    }
    if (messages.getLast().role() == Role.ASSISTANT && !capabilities.has(Flag.PREFILL)) {
      throw GatewayException.at(
          "messages",
          "the last one is the assistant's, which the model does not continue; end with a user"
              + " message");
    }
  }

  private byte[] body(
      List<ContentBlock> system, List<Message> messages, ConverseTools tools, ToolNames names) {
    ConverseCache cache = ConverseCache.of(tools, system, messages, capabilities, losses);
    ReasoningPlan reasoning = ReasoningPlan.of(request, messages, capabilities);
    losses.addAll(reasoning.dropped());
    ModelFields fields = ModelFields.of(request, capabilities, reasoning, tools, losses);
    ConverseInference inference =
        ConverseInference.of(request, limits(fields), reasoning.maxTokens());
    JsonWriter out = new JsonWriter().beginObject();
    new ConverseToolEncoder(capabilities, names, losses)
        .write(out, tools, cache, fields.holdToolChoice());
    system(out, system, cache);
    messages(out, messages, new ConverseBlockEncoder(names), cache);
    inference.write(out);
    fields.write(out, inference.topK(), names);
    if (capabilities.has(Flag.CLAUDE_FIELDS) && !inference.stopSequences().isEmpty()) {
      out.beginArray("additionalModelResponseFieldPaths")
          .value(ConverseStops.SEQUENCE_PATH)
          .endArray();
    }
    outputFormat(out, output.format());
    ConverseMetadata.write(out, request, losses);
    serviceTier(out);
    request.ext().of(ProtocolId.BEDROCK).forEach((name, value) -> out.field(name, value));
    return out.endObject().bytes();
  }

  private SamplingLimits limits(ModelFields fields) {
    return new SamplingLimits(
        capabilities, "Bedrock", fields.forbidSampling(), fields.narrowSampling(), losses::add);
  }

  private static void system(JsonWriter out, List<ContentBlock> system, ConverseCache cache) {
    if (system.isEmpty()) {
      return;
    }
    out.beginArray("system");
    for (ContentBlock block : system) {
      if (!(block instanceof Text text)) {
        throw GatewayException.at("system", "may hold nothing but text");
      }
      ConverseBlockEncoder.text(out, text.text());
      cache.after(out, text);
    }
    out.endArray();
  }

  private static void messages(
      JsonWriter out, List<Message> messages, ConverseBlockEncoder blocks, ConverseCache cache) {
    out.beginArray("messages");
    for (Message message : messages) {
      out.beginObject().field("role", message.role() == Role.ASSISTANT ? "assistant" : "user");
      out.beginArray("content");
      for (ContentBlock block : message.content()) {
        blocks.write(out, block);
        cache.after(out, block);
      }
      out.endArray().endObject();
    }
    out.endArray();
  }

  /** The schema travels as a string. */
  private static void outputFormat(JsonWriter out, @Nullable OutputFormat format) {
    if (format instanceof JsonSchema(var name, var description, JsonText schema, var _)) {
      out.beginObject("outputConfig")
          .beginObject("textFormat")
          .field("type", "json_schema")
          .beginObject("structure")
          .beginObject("jsonSchema")
          .field("schema", schema.text())
          .field("name", name)
          .field("description", description)
          .endObject()
          .endObject()
          .endObject()
          .endObject();
    }
  }

  private void serviceTier(JsonWriter out) {
    String asked = request.serviceTier();
    String tier =
        switch (asked) {
          case null -> null;
          case "standard", "default" -> "default";
          case "flex", "priority", "reserved" -> asked;
          default -> {
            // What the service chooses by itself needs no word.
            losses.ifGiven(
                asked.equals("auto") ? null : asked,
                "service_tier",
                "Bedrock has no such service tier");
            yield null;
          }
        };
    if (tier != null) {
      out.beginObject("serviceTier").field("type", tier).endObject();
    }
  }
}

package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dialect.Quirk;
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
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.OpenApiSchema;
import dev.dragoman.protocol.normalise.OutputPlan;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.SpelledEnums;
import dev.dragoman.protocol.normalise.Turns;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChatRequest} → {@code POST /v1beta/models/{model}:generateContent}, or {@code
 * :streamGenerateContent?alt=sse}. Screens the history, puts the turns in order, writes what the
 * model takes and lists what it does not. The same request gives the same bytes, or prompt caches
 * would be lost. Single use.
 */
final class GeminiRequestEncoder {
  private static final String CACHE_FIELD = "cache_control";
  private static final String STANDARD_TIER = "standard";

  /** Source: "Priority PayGo" and "Flex PayGo" in the documentation of Vertex AI. */
  private static final String TIER_HEADER = "x-vertex-ai-llm-shared-request-type";

  /** Members of a client of this protocol that stand within what is written. */
  private static final Set<String> WRITTEN =
      Set.of(GeminiGeneration.FIELD, GeminiToolEncoder.CONFIG, GeminiLabels.FIELD);

  private final ChatRequest request;
  private final OutputPlan output;
  private final Target target;
  private final Capabilities capabilities;
  private final GeminiLosses losses = new GeminiLosses();

  GeminiRequestEncoder(ChatRequest request, Target target) {
    this.target = target;
    this.capabilities = target.capabilities();
    this.output = plan(request);
    this.request = output.request();
  }

  /** Before Gemini 3 no form of the answer can be asked for beside functions. */
  private OutputPlan plan(ChatRequest asked) {
    boolean besideTools =
        !asked.tools().isEmpty() && !capabilities.has(Flag.JSON_SCHEMA_WITH_TOOLS);
    return besideTools
        ? OutputPlan.ofSchemasOnly(asked, capabilities, this::schema)
        : OutputPlan.of(asked, capabilities, this::schema);
  }

  private @Nullable NativeSchema schema(JsonText schema) {
    return capabilities.has(Flag.JSON_SCHEMA_FIELDS)
        ? new NativeSchema(schema, null)
        : OpenApiSchema.of(schema);
  }

  Encoded encode() {
    GeminiEnvelope.refuseOrReport(request, target.dialect(), losses);
    losses.addAll(output.dropped());
    GeminiTools tools = GeminiTools.of(request, capabilities, losses);
    ToolNames names = ToolNames.dottedWords(QualifiedNames.in(request));
    reportCacheMarks();
    GeminiMedia media = new GeminiMedia(capabilities, losses);
    Turns.Arranged arranged = Turns.alternating(new GeminiHistory(media, losses).screened(request));
    losses.addAll(arranged.dropped());
    List<Message> messages = new GeminiPlacement(losses).placed(arranged.messages());
    refuseUnanswerable(messages);
    byte[] body = body(output.instructed(arranged.system()), messages, tools, names);
    return new Encoded(
        new WireRequest(
            GeminiPaths.generate(target, request.stream()), headers(), body, request.stream()),
        losses.all(),
        names,
        new Emulation(
            FreeformTools.namesIn(request),
            output.outputTool(),
            List.of(),
            capabilities.has(Flag.JSON_SCHEMA_FIELDS)
                ? Map.of()
                : SpelledEnums.of(tools.functions())));
  }

  private WireHeaders headers() {
    WireHeaders headers =
        WireHeaders.of(
            "content-type",
            "application/json",
            "accept",
            request.stream() ? "text/event-stream" : "application/json");
    String tier = tier();
    return tier == null || !tierInHeader() || tier.equals(STANDARD_TIER)
        ? headers
        : headers.with(TIER_HEADER, tier);
  }

  /** What is cached is a resource of its own here, or Google's own choice. */
  private void reportCacheMarks() {
    CacheMarks marks = CacheMarks.of(request.tools(), request.system(), request.messages());
    if (!marks.isEmpty()) {
      losses.advisory(CACHE_FIELD, "Gemini has no cache marks");
    }
  }

  private void refuseUnanswerable(List<Message> messages) {
    if (messages.isEmpty()) {
      throw GatewayException.at("messages", "hold nothing that can be sent");
    }
    if (messages.getLast().role() == Role.ASSISTANT) {
      throw GatewayException.at(
          "messages",
          "the last one is the assistant's, which the model does not continue; end with a user"
              + " message");
    }
  }

  private byte[] body(
      List<ContentBlock> system, List<Message> messages, GeminiTools tools, ToolNames names) {
    ReasoningPlan reasoning = ReasoningPlan.of(request, messages, capabilities);
    losses.addAll(reasoning.dropped());
    JsonWriter out = new JsonWriter().beginObject();
    new GeminiContents(target, names).write(out, messages);
    system(out, system);
    new GeminiToolEncoder(capabilities, names, losses)
        .write(out, tools, own(GeminiToolEncoder.CONFIG));
    new GeminiGeneration(request, capabilities, losses).write(out, reasoning, output.format());
    if (!tierInHeader()) {
      out.field("serviceTier", tier());
    }
    out.field(GeminiLabels.FIELD, GeminiLabels.of(request, target.dialect()));
    if (request.cachePolicy() != null) {
      out.field("cachedContent", request.cachePolicy().cachedContentName());
    }
    request
        .ext()
        .of(ProtocolId.GEMINI)
        .forEach((name, value) -> {
          if (!WRITTEN.contains(name)) {
            out.field(name, value);
          }
        });
    return out.endObject().bytes();
  }

  private @Nullable JsonText own(String field) {
    return request.ext().of(ProtocolId.GEMINI).get(field);
  }

  private static void system(JsonWriter out, List<ContentBlock> system) {
    if (system.isEmpty()) {
      return;
    }
    out.beginObject("systemInstruction").beginArray("parts");
    for (ContentBlock block : system) {
      if (!(block instanceof Text text)) {
        throw GatewayException.at("system", "may hold nothing but text");
      }
      GeminiPartEncoder.text(out, text.text());
    }
    out.endArray().endObject();
  }

  private boolean tierInHeader() {
    return target.dialect().has(Quirk.TIER_IN_HEADER);
  }

  private @Nullable String tier() {
    String asked = request.serviceTier();
    return switch (asked) {
      case null -> null;
      // What the service chooses by itself needs no word.
      case "auto" -> null;
      case "standard", "default" -> STANDARD_TIER;
      case "flex", "priority" -> asked;
      default -> {
        losses.ifGiven(asked, "service_tier", "Gemini has no such service tier");
        yield null;
      }
    };
  }
}

package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.SamplingLimits;
import dev.dragoman.protocol.normalise.Toolbox;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /v1/messages}, in one order of its fields: the same request gives the same
 * bytes, or prompt caches would be lost. Single use.
 */
final class AnthropicBody {
  static final String STANDARD_TIER = "standard";

  /** The first version that refuses all of sampling, even with its default values. */
  private static final String VERSION_WITHOUT_SAMPLING = "2026-10-21";

  private static final int DEFAULT_MAX_TOKENS = 32_000;

  private final ChatRequest request;
  private final Target target;
  private final Capabilities capabilities;
  private final String version;
  private final Map<String, JsonText> bag;
  private final List<Dropped> dropped;

  /**
   * The body for one request.
   *
   * @param version of the API, which decides on sampling
   * @param dropped told of what could not be carried
   */
  AnthropicBody(ChatRequest request, Target target, String version, List<Dropped> dropped) {
    this.request = request;
    this.target = target;
    this.capabilities = target.capabilities();
    this.version = version;
    this.bag = request.ext().of(ProtocolId.ANTHROPIC);
    this.dropped = dropped;
  }

  /** What was decided before the first byte is written. */
  record Content(
      List<ContentBlock> system,
      List<Message> messages,
      Toolbox toolbox,
      ToolNames names,
      ReasoningPlan reasoning,
      @Nullable OutputFormat format) {}

  byte[] bytes(Content content) {
    Toolbox toolbox = content.toolbox;
    ReasoningPlan reasoning = content.reasoning;
    CacheMarks marks = CacheMarks.of(toolbox.tools(), content.system, content.messages);
    for (CacheMarks.Change change : marks.changes()) {
      dropped.add(Dropped.advisory(request.paths().of(change.list()), change.reason()));
    }
    AnthropicBlockEncoder blocks = AnthropicBlockEncoder.request(content.names, marks);
    AnthropicToolEncoder tools =
        new AnthropicToolEncoder(capabilities, content.names, request.paths(), dropped);
    SamplingLimits limits =
        new SamplingLimits(
            capabilities,
            "Anthropic",
            version.compareTo(VERSION_WITHOUT_SAMPLING) >= 0,
            reasoning.thinks(),
            dropped::add);
    JsonWriter out = new JsonWriter().beginObject();
    out.field("model", target.model()).field("max_tokens", maxTokens(limits, reasoning));
    content(out, "system", content.system, blocks);
    out.beginArray("messages");
    for (Message message : content.messages) {
      message(out, message, blocks);
    }
    out.endArray();
    tools.writeTools(out, toolbox.tools(), marks);
    if (!toolbox.tools().isEmpty()) {
      tools.writeChoice(out, toolbox.choice(), request.parallelToolCalls());
    }
    AnthropicReasoning.write(out, reasoning, request.reasoning());
    sampling(out, limits.taken(request.sampling()));
    strings(out, "stop_sequences", limits.stopSequences(request));
    outputConfig(out, content.format, reasoning);
    automaticCache(out, request.cachePolicy());
    identity(out);
    out.field("service_tier", serviceTier()).field("stream", request.stream() ? true : null);
    writeBag(out);
    return out.endObject().bytes();
  }

  /** The client's bound, else the model's, else a usual one; never more than the model's. */
  private Integer maxTokens(SamplingLimits limits, ReasoningPlan reasoning) {
    Integer asked = limits.maxTokens(request);
    if (asked != null) {
      return asked;
    }
    if (reasoning.maxTokens() != null) {
      return reasoning.maxTokens();
    }
    Integer most = capabilities.maxOutput();
    return most == null ? Integer.valueOf(DEFAULT_MAX_TOKENS) : most;
  }

  private static void sampling(JsonWriter out, SamplingLimits.Taken taken) {
    out.field("temperature", taken.temperature())
        .field("top_p", taken.topP())
        .field("top_k", taken.topK());
  }

  private static void message(JsonWriter out, Message message, AnthropicBlockEncoder blocks) {
    out.beginObject().field("role", role(message.role()));
    content(out, "content", message.content(), blocks);
    AnthropicBag.write(out, message.ext());
    out.endObject();
  }

  private static String role(Role role) {
    return switch (role) {
      case USER -> "user";
      case ASSISTANT -> "assistant";
      case SYSTEM, DEVELOPER -> "system";
    };
  }

  private static void content(
      JsonWriter out, String name, List<ContentBlock> content, AnthropicBlockEncoder blocks) {
    if (content.isEmpty()) {
      return;
    }
    out.beginArray(name);
    content.forEach(block -> blocks.write(out, block));
    out.endArray();
  }

  private static void strings(JsonWriter out, String name, List<String> values) {
    if (!values.isEmpty()) {
      out.beginArray(name);
      values.forEach(out::value);
      out.endArray();
    }
  }

  /** How much to think, and the only form that Anthropic has: a schema, without its name. */
  private void outputConfig(JsonWriter out, @Nullable OutputFormat asked, ReasoningPlan reasoning) {
    JsonSchema format = asked instanceof JsonSchema schema ? schema : null;
    Map<String, JsonText> more =
        AnthropicBag.membersOf(request.ext(), AnthropicReasoning.OUTPUT_CONFIG);
    if (format == null && reasoning.effortWord() == null && more.isEmpty()) {
      return;
    }
    out.beginObject(AnthropicReasoning.OUTPUT_CONFIG);
    out.field(AnthropicReasoning.EFFORT, reasoning.effortWord());
    if (format != null) {
      out.beginObject("format").field("type", "json_schema").field("schema", format.schema());
      out.endObject();
    }
    more.forEach(out::field);
    out.endObject();
  }

  /** Marks that Anthropic sets itself, at the end of what is sent. */
  private static void automaticCache(JsonWriter out, @Nullable CachePolicy policy) {
    if (policy != null && policy.automaticTtl() != null) {
      AnthropicCache.write(out, new CacheHint(policy.automaticTtl(), Extensions.NONE));
    }
  }

  private void identity(JsonWriter out) {
    String safetyId = request.identity().safetyId();
    String user = safetyId == null ? request.identity().endUserId() : safetyId;
    Map<String, JsonText> more = AnthropicBag.membersOf(request.ext(), "metadata");
    if (user == null && more.isEmpty()) {
      return;
    }
    out.beginObject("metadata").field("user_id", user);
    more.forEach(out::field);
    out.endObject();
  }

  private @Nullable String serviceTier() {
    return switch (request.serviceTier()) {
      case null -> null;
      case "auto" -> "auto";
      case STANDARD_TIER, "default", "standard_only" -> "standard_only";
      default -> {
        dropped.add(Dropped.advisory("service_tier", "Anthropic has no such tier"));
        yield null;
      }
    };
  }

  /** The client's own fields of this protocol; headers are not part of the body. */
  private void writeBag(JsonWriter out) {
    bag.forEach((name, value) -> {
      if (!AnthropicLosses.NOT_IN_BODY.contains(name)) {
        out.field(name, value);
      }
    });
  }
}

package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole answers, both directions: {@code {id,type:"message",role,model,content,stop_reason,usage}}.
 */
final class AnthropicResponses {
  private static final String ID_PREFIX = "msg_";
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "type",
          "role",
          "model",
          "content",
          "stop_reason",
          "stop_sequence",
          "stop_details",
          "usage");

  private AnthropicResponses() {}

  /**
   * Reads a whole answer.
   *
   * @throws GatewayException the error inside, when a 200 holds one; {@code BAD_UPSTREAM} when it
   *     is no answer of this protocol
   */
  static ChatResponse decode(WireResponse response) {
    JsonCursor body = body(response);
    if (body.get("error") != null) {
      throw new GatewayException(AnthropicErrors.decodeInside(body.source()));
    }
    try {
      return message(body);
    } catch (GatewayException e) {
      throw badAnswer(e.error().message());
    }
  }

  private static JsonCursor body(WireResponse response) {
    try {
      JsonCursor body = JsonCursor.of(JsonReader.parse(response.body()));
      if (body.isObject()) {
        return body;
      }
      throw badAnswer("it is no JSON object");
    } catch (JsonSyntaxException e) {
      throw badAnswer("it is no JSON");
    }
  }

  private static GatewayException badAnswer(String problem) {
    return GatewayException.of(
        ErrorKind.BAD_UPSTREAM, "the upstream's answer is not an Anthropic message: " + problem);
  }

  private static ChatResponse message(JsonCursor body) {
    List<ContentBlock> content = new ArrayList<>();
    boolean toolCalled = false;
    for (JsonCursor item : body.require("content").items()) {
      ContentBlock block = AnthropicBlockDecoder.INSTANCE.block(item);
      toolCalled |= block instanceof ToolCall;
      content.add(block);
    }
    StopReason stop = AnthropicStops.agreeing(AnthropicStops.decode(body), toolCalled);
    JsonCursor usage = body.get("usage");
    return new ChatResponse(
        body.string("id"),
        body.string("model"),
        null,
        List.of(new Candidate(0, content, stop, null, Extensions.NONE)),
        AnthropicUsage.decode(body),
        usage == null || !usage.isObject() ? null : usage.string("service_tier"),
        null,
        null,
        AnthropicBag.rest(body, KNOWN));
  }

  /**
   * Writes the first candidate; this protocol has no place for more.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} when the model's call was malformed and there is
   *     nothing else to show
   */
  static byte[] encode(ChatResponse response, ReplyContext context) {
    Candidate answer =
        response.candidates().isEmpty()
            ? new Candidate(
                0, List.of(), StopReason.of(StopReason.Kind.END_TURN, null), null, Extensions.NONE)
            : response.candidates().getFirst();
    List<ContentBlock> content = shown(answer.content());
    StopReason stop = stop(answer, content);
    JsonWriter out = new JsonWriter().beginObject();
    head(out, response.id(), response.model(), context);
    out.beginArray("content");
    AnthropicBlockEncoder blocks = AnthropicBlockEncoder.reply();
    content.forEach(block -> blocks.write(out, block));
    out.endArray();
    AnthropicStops.write(out, stop);
    AnthropicUsage.write(out, response.usage(), context.estimatedInputTokens());
    AnthropicBag.write(out, response.ext());
    return out.endObject().bytes();
  }

  /** The members of a message before its content, in answers and at the start of streams. */
  static void head(
      JsonWriter out, @Nullable String id, @Nullable String served, ReplyContext context) {
    out.field("id", id != null && id.startsWith(ID_PREFIX) ? id : ID_PREFIX + context.requestId())
        .field("type", "message")
        .field("role", "assistant")
        .field("model", shownModel(served, context));
  }

  private static String shownModel(@Nullable String served, ReplyContext context) {
    String model = context.model() == null ? served : context.model();
    return model == null ? "" : model;
  }

  private static List<ContentBlock> shown(List<ContentBlock> content) {
    List<ContentBlock> shown = new ArrayList<>(content.size());
    for (ContentBlock block : content) {
      ContentBlock visible = AnthropicReply.shown(block);
      if (visible != null) {
        shown.add(visible);
      }
    }
    return shown;
  }

  private static StopReason stop(Candidate answer, List<ContentBlock> shown) {
    boolean toolCalled = ContentBlock.anyIs(ToolCall.class, shown);
    boolean refused = ContentBlock.anyIs(Refusal.class, answer.content());
    StopReason stop = AnthropicStops.agreeing(answer.stop(), toolCalled);
    if (stop.kind() == StopReason.Kind.MALFORMED_TOOL_CALL
        && !ContentBlock.anyIs(Text.class, shown)) {
      throw new GatewayException(AnthropicStops.malformedCall());
    }
    return refused ? AnthropicStops.refused(stop) : stop;
  }
}

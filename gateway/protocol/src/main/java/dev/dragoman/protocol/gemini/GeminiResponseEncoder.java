package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChatResponse} → {@code GenerateContentResponse}. A call whose arguments are no object is
 * left out and said by the reason of the stop; an answer of nothing is an empty text, since Gemini
 * CLI takes an answer without parts for a failure and asks again.
 */
final class GeminiResponseEncoder {
  private GeminiResponseEncoder() {}

  static byte[] encode(ChatResponse response, ReplyContext context) {
    JsonWriter json = new JsonWriter().beginObject().beginArray("candidates");
    response.candidates().forEach(candidate -> candidate(json, candidate, context));
    json.endArray();
    GeminiUsage.write(json, response.usage());
    json.field("modelVersion", model(response.model(), context))
        .field("responseId", id(response.id(), context));
    response.ext().of(ProtocolId.GEMINI).forEach(json::field);
    return json.endObject().bytes();
  }

  static String id(@Nullable String upstream, ReplyContext context) {
    return upstream == null ? context.requestId() : upstream;
  }

  static String model(@Nullable String served, ReplyContext context) {
    if (context.model() != null) {
      return context.model();
    }
    return served == null ? "unknown" : served;
  }

  private static void candidate(JsonWriter json, Candidate candidate, ReplyContext context) {
    ReplyParts parts = new ReplyParts(context.showsReasoning());
    json.beginObject().beginObject("content").field("role", "model").beginArray("parts");
    boolean said = false;
    boolean broken = false;
    for (ContentBlock block : candidate.content()) {
      if (block instanceof ToolCall call && !isObject(call.arguments())) {
        broken = true;
        continue;
      }
      said |= parts.isWritten(block);
      parts.write(json, block);
    }
    if (parts.isUnfinished() || !said) {
      parts.finish(json);
    }
    json.endArray()
        .endObject()
        .field("finishReason", GeminiStops.encode(agreeing(candidate.stop(), broken)))
        .field("index", candidate.index());
    candidate.ext().of(ProtocolId.GEMINI).forEach(json::field);
    json.endObject();
  }

  /** An answer that was cut in the middle of a call says so; any other broken call is malformed. */
  static StopReason agreeing(StopReason stop, boolean broken) {
    boolean cut = stop.kind() == Kind.MAX_TOKENS || stop.kind() == Kind.CONTEXT_WINDOW;
    return broken && !cut ? stop.withKind(Kind.MALFORMED_TOOL_CALL) : stop;
  }

  /** Whether {@code arguments} can be those of a call; none at all are an empty object. */
  static boolean isObject(JsonText arguments) {
    String text = arguments.text();
    return text.isBlank() || JsonReader.tryParse(text) instanceof JsonObject;
  }
}

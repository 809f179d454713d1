package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.openai.OpenAiErrors;
import org.jspecify.annotations.Nullable;

/** The {@code response} object: an answer as far as it is. Immutable. */
final class ResponseObject {
  private static final String PREFIX = "resp_";

  private final String id;
  private final long created;
  private final String model;
  private final AskedFields asked;

  ResponseObject(MessageStart start, ReplyContext context, AskedFields asked) {
    String upstream = start.id();
    this.id =
        upstream != null && upstream.startsWith(PREFIX) ? upstream : PREFIX + context.requestId();
    this.created = (start.created() == null ? context.created() : start.created()).getEpochSecond();
    this.model = model(start.model(), context);
    this.asked = asked;
  }

  private static String model(@Nullable String served, ReplyContext context) {
    if (context.model() != null) {
      return context.model();
    }
    return served == null ? "unknown" : served;
  }

  /**
   * The object as text.
   *
   * @param tier the service tier in OpenAI's word, null when it is not known
   */
  JsonText json(Ending ending, OutputItems output, Usage usage, @Nullable String tier) {
    JsonWriter json = new JsonWriter().beginObject();
    json.field("id", id).field("object", "response").field("created_at", (Long) created);
    json.field("status", ending.status()).field("background", (Boolean) false);
    error(json, ending.error());
    if (ending.incompleteReason() == null) {
      json.nullField("incomplete_details");
    } else {
      json.beginObject("incomplete_details").field("reason", ending.incompleteReason()).endObject();
    }
    asked.write(json);
    json.field("model", model);
    output.write(json);
    json.nullField("previous_response_id").field("service_tier", tier);
    json.field("store", (Boolean) false);
    ResponsesUsage.write(json, usage);
    return new JsonText(json.endObject().text());
  }

  private static void error(JsonWriter json, @Nullable GatewayError error) {
    if (error == null) {
      json.nullField("error");
    } else {
      json.beginObject("error")
          .field("code", OpenAiErrors.codeInAnswer(error))
          .field("message", error.message())
          .endObject();
    }
  }
}

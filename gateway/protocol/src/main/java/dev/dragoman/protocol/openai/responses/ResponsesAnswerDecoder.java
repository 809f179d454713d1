package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code response} → {@link ChatResponse}. Errors: {@code BAD_UPSTREAM} when the body is not one,
 * the error inside when the answer failed.
 */
final class ResponsesAnswerDecoder {
  /** The last second that a calendar of four-digit years has. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private ResponsesAnswerDecoder() {}

  static ChatResponse decode(WireResponse wire) {
    LooseJson body = parse(wire.body());
    if (body.get("error").isPresent()) {
      throw new GatewayException(error(body.get("error")));
    }
    if (!body.get("object").text().equals("response") && !body.get("output").isPresent()) {
      throw GatewayException.of(ErrorKind.BAD_UPSTREAM, "the upstream's answer holds no output");
    }
    List<ContentBlock> content = AnswerItems.blocks(body.get("output"));
    Candidate only =
        new Candidate(
            0,
            content,
            AnswerStops.decode(
                body,
                ContentBlock.anyIs(ToolCall.class, content),
                ContentBlock.anyIs(Refusal.class, content)),
            null,
            Extensions.NONE);
    return new ChatResponse(
        emptyToNull(body.get("id").string()),
        emptyToNull(body.get("model").string()),
        instant(body.get("created_at").count()),
        List.of(only),
        ResponsesUsage.decode(body.get("usage")),
        body.get("service_tier").string(),
        null,
        null,
        Extensions.NONE);
  }

  private static LooseJson parse(byte[] body) {
    try {
      return new LooseJson(JsonReader.parse(body));
    } catch (JsonSyntaxException e) {
      throw GatewayException.of(
          ErrorKind.BAD_UPSTREAM, "the upstream's answer is not JSON: " + e.problem());
    }
  }

  /** The error that an answer, or an event, holds. */
  static GatewayError error(LooseJson error) {
    JsonText body =
        new JsonText(
            new JsonWriter().beginObject().field("error", error.source()).endObject().text());
    return OpenAiErrors.decodeInAnswer(body.text().getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null || seconds == 0 || seconds > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(seconds);
  }

  static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}

package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code chat.completion} → {@link ChatResponse}. Errors: {@code BAD_UPSTREAM} when the body is
 * not one, the error inside when a 200 holds an error (BerriAI and OpenRouter do so).
 */
final class OpenAiChatResponseDecoder {
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "object",
          "created",
          "model",
          "choices",
          "usage",
          "service_tier",
          "system_fingerprint",
          "error");
  private static final Set<String> KNOWN_OF_CHOICE =
      Set.of("index", "message", "delta", "finish_reason", "logprobs");

  /** The last second that a calendar of four-digit years has. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private OpenAiChatResponseDecoder() {}

  static ChatResponse decode(WireResponse response) {
    LooseJson body = parse(response.body());
    if (isError(body)) {
      throw new GatewayException(OpenAiErrors.decodeInAnswer(response.body()));
    }
    List<LooseJson> choices = body.get("choices").items();
    if (choices.isEmpty()) {
      throw GatewayException.of(ErrorKind.BAD_UPSTREAM, "the upstream's answer holds no choices");
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      candidates.add(candidate(choices.get(i), i, body.get("id").text()));
    }
    return new ChatResponse(
        emptyToNull(body.get("id").string()),
        emptyToNull(body.get("model").string()),
        instant(body.get("created").count()),
        candidates,
        ChatUsage.decode(body.get("usage")),
        body.get("service_tier").string(),
        body.get("system_fingerprint").string(),
        null,
        Extensions.of(ProtocolId.OPENAI_CHAT, body.rest(KNOWN)));
  }

  private static LooseJson parse(byte[] body) {
    try {
      return new LooseJson(JsonReader.parse(body));
    } catch (JsonSyntaxException e) {
      throw GatewayException.of(
          ErrorKind.BAD_UPSTREAM, "the upstream's answer is not JSON: " + e.problem());
    }
  }

  /** OpenAI's nested error, or the flat one of vLLM. */
  static boolean isError(LooseJson body) {
    return body.get("error").isPresent() || "error".equals(body.get("object").string());
  }

  static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null || seconds == 0 || seconds > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(seconds);
  }

  static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static Candidate candidate(LooseJson choice, int position, String responseId) {
    Long index = choice.get("index").count();
    int number = index == null || index > Integer.MAX_VALUE ? position : index.intValue();
    AnswerReader answer = new AnswerReader(choice.get("message"), new CallIds(responseId, number));
    List<ContentBlock> content = answer.blocks();
    LooseJson logprobs = choice.get("logprobs");
    Map<String, JsonText> ext = new LinkedHashMap<>(choice.rest(KNOWN_OF_CHOICE));
    answer.rest().forEach((name, value) -> ext.put(AnswerReader.MESSAGE + name, value));
    return new Candidate(
        number,
        content,
        FinishReasons.decode(
            choice.get("finish_reason").string(),
            ContentBlock.anyIs(ToolCall.class, content),
            ContentBlock.anyIs(ContentBlock.Refusal.class, content)),
        logprobs.isPresent() ? logprobs.source() : null,
        Extensions.of(ProtocolId.OPENAI_CHAT, ext));
  }
}

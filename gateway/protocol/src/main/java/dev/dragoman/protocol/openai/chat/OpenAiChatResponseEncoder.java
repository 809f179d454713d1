package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChatResponse} → {@code chat.completion}. All members that strict SDKs demand are there:
 * {@code object}, {@code created}, {@code index}, {@code refusal} and {@code logprobs} also when
 * null. Several texts are joined without separator; without text and with calls the content is
 * null.
 */
final class OpenAiChatResponseEncoder {
  private static final String ID = "chatcmpl-";

  private OpenAiChatResponseEncoder() {}

  static byte[] encode(ChatResponse response, ReplyContext context) {
    JsonWriter json = new JsonWriter();
    json.beginObject()
        .field("id", id(response.id(), context))
        .field("object", "chat.completion")
        .field("created", created(response.created(), context))
        .field("model", model(response.model(), context))
        .beginArray("choices");
    response.candidates().forEach(candidate -> choice(json, candidate, context));
    json.endArray();
    if (ChatUsage.isKnown(response.usage())) {
      ChatUsage.write(json, response.usage());
    }
    String tier = response.serviceTier();
    json.field("service_tier", tier == null ? null : ServiceTiers.encode(tier));
    json.field("system_fingerprint", response.fingerprint());
    response.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
    return json.endObject().bytes();
  }

  /** The upstream's id when it has the form that clients know, else one made of the exchange's. */
  static String id(@Nullable String upstream, ReplyContext context) {
    return upstream != null && upstream.startsWith(ID) ? upstream : ID + context.requestId();
  }

  static Long created(@Nullable Instant upstream, ReplyContext context) {
    return (upstream == null ? context.created() : upstream).getEpochSecond();
  }

  static String model(@Nullable String served, ReplyContext context) {
    if (context.model() != null) {
      return context.model();
    }
    return served == null ? "unknown" : served;
  }

  private static void choice(JsonWriter json, Candidate candidate, ReplyContext context) {
    Answer answer = Answer.of(candidate);
    Map<String, JsonText> ext = candidate.ext().of(ProtocolId.OPENAI_CHAT);
    json.beginObject().field("index", candidate.index()).beginObject("message");
    json.field("role", "assistant");
    nullable(
        json, "content", answer.calls.isEmpty() || !answer.text.isEmpty() ? answer.text : null);
    nullable(json, "refusal", answer.refusal);
    json.beginArray("annotations");
    answer.annotations.forEach(json::value);
    json.endArray();
    if (context.showsReasoning()) {
      json.field("reasoning_content", answer.reasoning.isEmpty() ? null : answer.reasoning);
      CarriedThoughts.write(json, answer.thoughts);
    }
    ToolCallEncoder.write(json, answer.calls, ToolNames.UNCHANGED, id -> id);
    extensions(json, ext, true);
    json.endObject();
    if (candidate.logprobs() == null) {
      json.nullField("logprobs");
    } else {
      json.field("logprobs", candidate.logprobs());
    }
    json.field("finish_reason", answer.finishReason);
    extensions(json, ext, false);
    json.endObject();
  }

  private static void nullable(JsonWriter json, String name, @Nullable String value) {
    if (value == null) {
      json.nullField(name);
    } else {
      json.field(name, value);
    }
  }

  private static void extensions(JsonWriter json, Map<String, JsonText> ext, boolean ofMessage) {
    ext.forEach((name, value) -> {
      if (name.startsWith(AnswerReader.MESSAGE) == ofMessage) {
        json.field(ofMessage ? name.substring(AnswerReader.MESSAGE.length()) : name, value);
      }
    });
  }

  /** The members of a message, gathered from the blocks. */
  private record Answer(
      String text,
      @Nullable String refusal,
      String reasoning,
      List<Reasoning> thoughts,
      List<JsonText> annotations,
      List<ToolCall> calls,
      String finishReason) {

    static Answer of(Candidate candidate) {
      StringBuilder text = new StringBuilder();
      StringBuilder refusal = new StringBuilder();
      StringBuilder reasoning = new StringBuilder();
      List<Reasoning> thoughts = new ArrayList<>();
      List<Reasoning> sinceCall = new ArrayList<>();
      List<JsonText> annotations = new ArrayList<>();
      List<ToolCall> calls = new ArrayList<>();
      for (ContentBlock block : candidate.content()) {
        switch (block) {
          case Text visible -> {
            annotations.addAll(Annotations.of(visible, text.length()));
            text.append(visible.text());
          }
          case Refusal(String words, _, _) -> refusal.append(words);
          case Reasoning thought -> {
            reasoning.append(thought.text());
            thoughts.add(thought);
            sinceCall.add(thought);
          }
          case ToolCall call -> {
            calls.add(CarriedThoughts.into(call, sinceCall));
            sinceCall.clear();
          }
          case Executable code -> text.append(CarriedContent.rendered(code));
          case ContentBlock.Image _,
              ContentBlock.Document _,
              ContentBlock.Audio _,
              ContentBlock.Video _,
              ContentBlock.ToolResult _,
              ContentBlock.ServerToolCall _,
              ContentBlock.ServerToolResult _,
              ContentBlock.SearchResult _,
              ContentBlock.Compaction _,
              ContentBlock.Opaque _ -> {
            // Chat Completions has no place in an answer for what the provider did by itself.
          }
        }
      }
      boolean shown = !refusal.isEmpty();
      StopReason stop = candidate.stop();
      boolean explained = stop.kind() == StopReason.Kind.REFUSAL && stop.detailText() != null;
      return new Answer(
          text.toString(),
          shown ? refusal.toString() : explained ? stop.detailText() : null,
          reasoning.toString(),
          thoughts,
          annotations,
          calls,
          FinishReasons.encode(stop, shown));
    }
  }
}

package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes in and out of the codec; JSON is written with single quotes, which no text may hold. */
final class Gemini {
  /** Thinks by a level, and demands signatures. */
  static final String PRO = "gemini-3-pro-preview";

  static final String FLASH = "gemini-3-flash-preview";

  /** Thinks within a budget, or not at all. */
  static final String BUDGET = "gemini-2.5-flash";

  /** Thinks within a budget, and always. */
  static final String BUDGET_PRO = "gemini-2.5-pro";

  /** Knows schemas as OpenAPI has them, and does not think. */
  static final String OLD = "gemini-2.0-flash";

  private static final Families FAMILIES = Families.load();
  private static final JsonMapper MAPPER = new JsonMapper();

  private Gemini() {}

  static byte[] utf8(String quoted) {
    return quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode tree(String quoted) {
    return MAPPER.readTree(utf8(quoted));
  }

  /** The request of an Anthropic client. */
  static ChatRequest asked(String quoted, String... headers) {
    return Protocols.of(ProtocolId.ANTHROPIC)
        .inbound()
        .decodeRequest(
            new WireRequest("/v1/messages", WireHeaders.of(headers), utf8(quoted), false));
  }

  /** The request of an Anthropic client with these members beside the usual ones. */
  static ChatRequest askedWith(String members) {
    return asked(
        "{'model':'m','max_tokens':20000,'messages':[{'role':'user','content':'hi'}],"
            + members
            + "}");
  }

  /** The request of an Anthropic client with these messages. */
  static ChatRequest saying(String messages) {
    return asked("{'model':'m','max_tokens':20000,'messages':[" + messages + "]}");
  }

  /** The request of an OpenAI client with these members beside the usual ones. */
  static ChatRequest chat(String members) {
    return Protocols.of(ProtocolId.OPENAI_CHAT)
        .inbound()
        .decodeRequest(
            new WireRequest(
                "/v1/chat/completions",
                WireHeaders.NONE,
                utf8("{'model':'m','messages':[{'role':'user','content':'hi'}]," + members + "}"),
                false));
  }

  /** A question, what the assistant said, and its results or what the user said then. */
  static ChatRequest after(List<? extends ContentBlock> said, List<? extends ContentBlock> then) {
    return ChatRequest.of(
        "m",
        List.of(
            Message.text(Role.USER, "go"),
            Message.of(Role.ASSISTANT, said),
            Message.of(Role.USER, then)));
  }

  static Encoded encoded(ChatRequest request, String model) {
    Target target = new Target(model, FAMILIES.of(ProtocolId.GEMINI, model));
    return new GeminiOutbound().encodeRequest(request, target);
  }

  /** What is sent, as it is spelled. */
  static String sent(Encoded encoded) {
    return new String(encoded.request().body(), StandardCharsets.UTF_8);
  }

  /** What is sent, as a tree. */
  static JsonNode body(Encoded encoded) {
    return MAPPER.readTree(encoded.request().body());
  }

  static JsonNode body(ChatRequest request, String model) {
    return body(encoded(request, model));
  }

  static JsonNode body(ChatRequest request) {
    return body(request, PRO);
  }

  static List<String> paths(Encoded encoded) {
    return encoded.dropped().stream().map(Dropped::path).toList();
  }

  static WireResponse response(int status, String quoted, String... headers) {
    return new WireResponse(status, WireHeaders.of(headers), utf8(quoted));
  }

  static ChatResponse answer(String quoted) {
    return new GeminiOutbound().decodeResponse(response(200, quoted));
  }

  /** The events of a stream of these chunks, which the validator has passed. */
  static List<StreamEvent> events(String... chunks) {
    List<StreamEvent> events = new ArrayList<>();
    StreamValidator validator = new StreamValidator(events::add);
    GeminiStreamDecoder decoder = new GeminiStreamDecoder();
    for (String chunk : chunks) {
      decoder.accept(new SseFrame(null, utf8(chunk), new byte[0]), validator);
    }
    decoder.finish(validator);
    return events;
  }

  static ChatResponse folded(String... chunks) {
    ResponseFold fold = new ResponseFold();
    events(chunks).forEach(fold);
    return fold.toResponse();
  }

  /** A chunk with these parts of the only candidate. */
  static String parts(String quoted) {
    return "{'candidates':[{'content':{'role':'model','parts':["
        + quoted
        + "]}}],'modelVersion':'gemini-3-pro-preview','responseId':'r1'}";
  }

  /** A chunk that stops the only candidate. */
  static String stop(String reason) {
    return "{'candidates':[{'finishReason':'" + reason + "'}],'responseId':'r1'}";
  }

  /** Asserts that {@code call} refuses the request at {@code path}. */
  static void assertRefused(String path, ThrowingCallable call) {
    GatewayError error = Assertions.catchThrowableOfType(GatewayException.class, call).error();
    Assertions.assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    Assertions.assertThat(error.param()).isEqualTo(path);
    Assertions.assertThat(error.message()).startsWith(path);
  }
}

package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
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

/** Bytes in and out of the codec, in the few forms that tests need. */
final class Converse {
  /** Thinks by an effort, if told to, and is no Claude. */
  static final String NOVA_2 = "us.amazon.nova-2-lite-v1:0";

  /** Thinks within a budget. */
  static final String BUDGET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

  /** Decides itself how long it thinks, and cannot be sampled. */
  static final String ADAPTIVE = "global.anthropic.claude-sonnet-5-v1:0";

  /** Takes what Claude takes in a form of its own, or not at all. */
  static final String NOVA = "amazon.nova-pro-v1:0";

  static final String UNKNOWN = "new.vendor-model-v1:0";

  private static final Families FAMILIES = Families.load();
  private static final JsonMapper MAPPER = new JsonMapper();

  private Converse() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  /** JSON that is written with single quotes, which no text in it may hold. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }

  /** The request of an Anthropic client. */
  static ChatRequest asked(String body, String... headers) {
    return Protocols.of(ProtocolId.ANTHROPIC)
        .inbound()
        .decodeRequest(new WireRequest("/v1/messages", WireHeaders.of(headers), utf8(body), false));
  }

  /** The request of an Anthropic client with these members beside the usual ones. */
  static ChatRequest askedWith(String members, String... headers) {
    return asked(
        "{\"model\":\"m\",\"max_tokens\":20000,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + members
            + "}",
        headers);
  }

  /** The request of an Anthropic client with these messages. */
  static ChatRequest saying(String messages) {
    return asked("{\"model\":\"m\",\"max_tokens\":20000,\"messages\":[" + messages + "]}");
  }

  /** The request of an OpenAI client. */
  static ChatRequest chat(String body) {
    return Protocols.of(ProtocolId.OPENAI_CHAT)
        .inbound()
        .decodeRequest(
            new WireRequest("/v1/chat/completions", WireHeaders.NONE, utf8(body), false));
  }

  static Encoded encoded(ChatRequest request, String model) {
    Target target = new Target(model, FAMILIES.of(ProtocolId.BEDROCK, model));
    return new BedrockOutbound().encodeRequest(request, target);
  }

  static JsonNode body(ChatRequest request, String model) {
    return MAPPER.readTree(encoded(request, model).request().body());
  }

  static JsonNode body(ChatRequest request) {
    return body(request, BUDGET);
  }

  static List<String> paths(Encoded encoded) {
    return encoded.dropped().stream().map(Dropped::path).toList();
  }

  static WireResponse response(int status, String body, String... headers) {
    return new WireResponse(status, WireHeaders.of(headers), utf8(body));
  }

  /** A frame as the transport makes it of a message. */
  static SseFrame frame(String event, String data) {
    return new SseFrame(event, utf8(data), new byte[0]);
  }

  static List<StreamEvent> events(SseFrame... frames) {
    List<StreamEvent> events = new ArrayList<>();
    ConverseStreamDecoder decoder = new ConverseStreamDecoder();
    for (SseFrame frame : frames) {
      decoder.accept(frame, events::add);
    }
    decoder.finish(events::add);
    return events;
  }

  /** Asserts that {@code call} refuses the request at {@code path}. */
  static void assertRefused(String path, ThrowingCallable call) {
    GatewayError error = Assertions.catchThrowableOfType(GatewayException.class, call).error();
    Assertions.assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    Assertions.assertThat(error.param()).isEqualTo(path);
    Assertions.assertThat(error.message()).startsWith(path);
  }
}

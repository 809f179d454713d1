package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes in and out of the codec, in the few forms that tests need. */
final class Wire {
  static final ReplyContext CONTEXT =
      new ReplyContext("r1", "shown", Instant.EPOCH, () -> 42, true);

  /** A model of the first generation that takes everything but late system messages. */
  static final String OLD = "claude-3-5-sonnet-20241022";

  /** A model that takes no sampling and no prefill, but role system inside messages. */
  static final String NEW = "claude-opus-4-8";

  private static final Families FAMILIES = Families.load();
  private static final JsonMapper MAPPER = new JsonMapper();

  private Wire() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  static JsonNode tree(byte[] json) {
    return MAPPER.readTree(json);
  }

  static WireRequest request(String body, String... headers) {
    return new WireRequest("/v1/messages", WireHeaders.of(headers), utf8(body), false);
  }

  static ChatRequest decoded(String body, String... headers) {
    return AnthropicRequestDecoder.decode(request(body, headers));
  }

  /** A request of the usual envelope with these members beside it. */
  static ChatRequest decodedWith(String members) {
    return decoded(
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + members
            + "}");
  }

  static Capabilities capabilities(String model) {
    return FAMILIES.of(ProtocolId.ANTHROPIC, model);
  }

  static Encoded encoded(ChatRequest request, String model) {
    return new AnthropicRequestEncoder(request, new Target(model, capabilities(model))).encode();
  }

  /** The body for a model of the first generation. */
  static JsonNode body(ChatRequest request) {
    return tree(encoded(request, OLD).request().body());
  }

  static List<String> paths(Encoded encoded) {
    return encoded.dropped().stream().map(Dropped::path).toList();
  }

  static WireResponse response(String body) {
    return new WireResponse(200, WireHeaders.NONE, utf8(body));
  }

  static List<SseFrame> frames(String stream) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(utf8(stream), frames::add);
    decoder.finish(frames::add);
    return frames;
  }

  /** A stream of these data, each in a frame of its own. */
  static String stream(String... data) {
    StringBuilder stream = new StringBuilder();
    for (String one : data) {
      stream.append("data: ").append(one).append("\n\n");
    }
    return stream.toString();
  }

  static List<StreamEvent> events(String stream) {
    List<StreamEvent> events = new ArrayList<>();
    AnthropicStreamDecoder decoder = new AnthropicStreamDecoder();
    frames(stream).forEach(frame -> decoder.accept(frame, events::add));
    decoder.finish(events::add);
    return events;
  }

  static String streamed(List<? extends StreamEvent> events) {
    AnthropicStreamEncoder encoder = new AnthropicStreamEncoder(CONTEXT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    events.forEach(event -> encoder.accept(event, out));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The error that {@code call} throws. */
  static GatewayError error(ThrowingCallable call) {
    return Assertions.catchThrowableOfType(GatewayException.class, call).error();
  }

  /** Asserts that {@code call} refuses the request at {@code path}. */
  static void assertRefused(String path, ThrowingCallable call) {
    GatewayError error = error(call);
    Assertions.assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    Assertions.assertThat(error.param()).isEqualTo(path);
  }
}

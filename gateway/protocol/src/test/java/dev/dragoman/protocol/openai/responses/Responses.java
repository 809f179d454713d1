package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of this package share: the codec by strings, trees of JSON. */
final class Responses {
  static final ResponsesProtocol PROTOCOL = new ResponsesProtocol();

  private Responses() {}

  static WireRequest request(String body) {
    return new WireRequest(
        "/v1/responses", WireHeaders.NONE, body.getBytes(StandardCharsets.UTF_8), false);
  }

  static ChatRequest decoded(String body) {
    return PROTOCOL.inbound().decodeRequest(request(body));
  }

  /** The request of a client that says this, and these members beside. */
  static ChatRequest asking(String input, String... members) {
    StringBuilder body = new StringBuilder("{\"model\":\"m\",\"input\":").append(input);
    for (String member : members) {
      body.append(',').append(member);
    }
    return decoded(body.append('}').toString());
  }

  /** An answer to this request, null for one that is not at hand. */
  static ReplyContext answering(@Nullable String body) {
    return new ReplyContext(
        "r1",
        "shown",
        Instant.ofEpochSecond(1_700_000_000),
        () -> 7,
        true,
        true,
        body == null ? null : request(body));
  }

  static ReplyContext silent() {
    return new ReplyContext("r1", "shown", Instant.EPOCH, () -> 7, true, false);
  }

  static byte[] streamed(ReplyContext context, StreamEvent... events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamEncoder encoder = PROTOCOL.inbound().streamEncoder(context);
    List.of(events).forEach(event -> encoder.accept(event, out));
    return out.toByteArray();
  }

  static JsonNode whole(ChatResponse response, ReplyContext context) {
    return JsonMapper.shared().readTree(PROTOCOL.inbound().encodeResponse(response, context));
  }

  /** The types of the events after the first two. */
  static List<String> types(byte[] stream) {
    return ResponsesStreamGrammar.events(stream).stream()
        .skip(2)
        .map(event -> event.get("type").asString().substring("response.".length()))
        .toList();
  }
}

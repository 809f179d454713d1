package dev.dragoman.protocol.pairs;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes on both sides: what an upstream sends, and what a client reads. */
final class Wires {
  /** Of a client that asked for usage, and of whose request 42 tokens are estimated. */
  static final ReplyContext CONTEXT =
      new ReplyContext("0123456789abcdef", null, Instant.ofEpochSecond(1), () -> 42, true);

  private Wires() {}

  static WireResponse ok(String body) {
    return new WireResponse(200, WireHeaders.of("content-type", "application/json"), bytes(body));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode tree(byte[] json) {
    return JsonMapper.shared().readTree(json);
  }

  static List<StreamEvent> decoded(UpstreamProtocol upstream, String stream) {
    List<StreamEvent> events = new ArrayList<>();
    StreamValidator validator = new StreamValidator(events::add);
    StreamDecoder decoder = upstream.outbound().streamDecoder();
    frames(bytes(stream)).forEach(frame -> decoder.accept(frame, validator));
    decoder.finish(validator);
    return events;
  }

  /** What the client of a stream reads, frame by frame; ends that are no JSON are left out. */
  static List<JsonNode> encoded(ClientProtocol client, List<StreamEvent> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamEncoder encoder = client.inbound().streamEncoder(CONTEXT);
    events.forEach(event -> encoder.accept(event, out));
    return frames(out.toByteArray()).stream()
        .filter(frame -> frame.dataText().startsWith("{"))
        .map(frame -> tree(bytes(frame.dataText())))
        .toList();
  }

  private static List<SseFrame> frames(byte[] stream) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(stream, frames::add);
    decoder.finish(frames::add);
    return frames;
  }
}

package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Messages of {@code application/vnd.amazon.eventstream}, in any slicing, as the named frames that
 * decoders of streams take: an event is called by its {@code :event-type}, an exception by its
 * {@code :exception-type}, any other error {@code error}. Checksums are verified. Single use, not
 * thread-safe. Source: "Event stream encoding" in the AWS documentation of Transcribe, Smithy's
 * "Amazon Event Stream".
 */
final class EventStreamFrames {
  private final MessageDecoder messages = new MessageDecoder(this::add);
  private ByteArrayOutputStream frames = new ByteArrayOutputStream(0);
  private @Nullable GatewayException damage;

  /** The frames of all messages that {@code bytes} complete. */
  byte[] accept(byte[] bytes) {
    frames = new ByteArrayOutputStream(bytes.length);
    try {
      messages.feed(bytes);
    } catch (RuntimeException e) {
      // The library has no type of its own for a checksum or a length that is wrong.
      damage =
          GatewayException.of(
              ErrorKind.BAD_UPSTREAM, "the upstream's stream is damaged: a checksum is wrong");
    }
    return frames.toByteArray();
  }

  /** What makes the stream unreadable from here on, null while nothing does. */
  @Nullable GatewayException damage() {
    return damage;
  }

  private void add(Message message) {
    Map<String, HeaderValue> headers = message.getHeaders();
    switch (text(headers, ":message-type")) {
      case "exception" -> add(text(headers, ":exception-type"), message.getPayload());
      case "error" -> add("error", error(headers));
      default -> add(text(headers, ":event-type"), message.getPayload());
    }
  }

  private void add(String event, byte[] payload) {
    frames.writeBytes(SseFrame.bytes(event, SseFrame.onOneLine(payload)));
  }

  private static byte[] error(Map<String, HeaderValue> headers) {
    return new JsonWriter()
        .beginObject()
        .field("code", text(headers, ":error-code"))
        .field("message", text(headers, ":error-message"))
        .endObject()
        .bytes();
  }

  /** Line ends would begin a line of their own in a frame. */
  private static String text(Map<String, HeaderValue> headers, String name) {
    HeaderValue value = headers.get(name);
    return value == null ? "" : value.getString().replaceAll("[\\r\\n]", " ");
  }
}

package dev.dragoman.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Messages of {@code application/vnd.amazon.eventstream}, written by hand:
 *
 * <pre>
 * total length · length of headers · CRC of both · headers · payload · CRC of all before
 * </pre>
 *
 * Source: "Amazon Event Stream" of Smithy.
 */
public final class EventStreamBytes {
  private static final int STRING = 7;
  private static final int FRAMING = 16;

  private EventStreamBytes() {}

  /** An event with JSON in it. */
  public static byte[] event(String type, String json) {
    return message(
        Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"),
        json);
  }

  /** An exception that the service names. */
  public static byte[] exception(String type, String json) {
    return message(
        Map.of(
            ":message-type",
            "exception",
            ":exception-type",
            type,
            ":content-type",
            "application/json"),
        json);
  }

  /** An error without a name of the service's. */
  public static byte[] error(String code, String text) {
    return message(
        Map.of(":message-type", "error", ":error-code", code, ":error-message", text), "");
  }

  /** The message with a bit of its payload turned, which its checksum gives away. */
  public static byte[] damaged(byte[] message) {
    byte[] damaged = message.clone();
    damaged[damaged.length - 5] ^= 1;
    return damaged;
  }

  private static byte[] message(Map<String, String> fields, String payload) {
    byte[] headers = headers(new TreeMap<>(fields));
    byte[] body = payload.getBytes(StandardCharsets.UTF_8);
    int total = headers.length + body.length + FRAMING;
    ByteBuffer message = ByteBuffer.allocate(total);
    message.putInt(total).putInt(headers.length);
    message.putInt(checksum(message)).put(headers).put(body);
    return message.putInt(checksum(message)).array();
  }

  private static byte[] headers(Map<String, String> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach((name, value) -> {
      byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
      byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
      out.write(nameBytes.length);
      out.writeBytes(nameBytes);
      out.write(STRING);
      out.write(valueBytes.length >> 8);
      out.write(valueBytes.length);
      out.writeBytes(valueBytes);
    });
    return out.toByteArray();
  }

  private static int checksum(ByteBuffer written) {
    CRC32 crc = new CRC32();
    crc.update(written.array(), 0, written.position());
    return (int) crc.getValue();
  }
}

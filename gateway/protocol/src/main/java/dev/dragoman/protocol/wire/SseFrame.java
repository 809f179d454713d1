package dev.dragoman.protocol.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a server-sent event stream.
 *
 * @param event the {@code event:} field, null when the frame has none
 * @param data the {@code data:} lines joined by line feeds, null when the frame has none (a
 *     comment)
 * @param raw the frame as it came, with its blank line
 */
public record SseFrame(@Nullable String event, byte @Nullable [] data, byte[] raw) {
  /** The data as text, empty when there is none. */
  public String dataText() {
    return data == null ? "" : new String(data, StandardCharsets.UTF_8);
  }

  /** Whether the frame holds data, so is more than a comment or a keep-alive. */
  public boolean hasData() {
    return data != null;
  }

  /** A frame in the usual spelling: an {@code event:} line when given, one {@code data:} line. */
  public static byte[] bytes(@Nullable String event, byte[] data) {
    byte[] head =
        (event == null ? "data: " : "event: " + event + "\ndata: ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[head.length + data.length + 2];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(data, 0, frame, head.length, data.length);
    frame[frame.length - 2] = '\n';
    frame[frame.length - 1] = '\n';
    return frame;
  }

  /**
   * JSON as it may stand on one {@code data:} line: line feeds joined the data lines of a frame,
   * and in JSON they stand between tokens alone.
   */
  public static byte[] onOneLine(byte[] json) {
    byte[] line = json.clone();
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\n' || line[i] == '\r' ? (byte) ' ' : line[i];
    }
    return line;
  }
}

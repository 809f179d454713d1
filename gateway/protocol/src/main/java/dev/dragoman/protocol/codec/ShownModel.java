package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the name of a model that a client asked for where an answer says which one served it. Every
 * other byte stays, and so does what is no such answer: it is the upstream's word to the client.
 */
public final class ShownModel {
  private ShownModel() {}

  /**
   * A body, with the model renamed.
   *
   * @param path dotted, of the member that names the model
   * @param shown null to leave it
   */
  public static byte[] in(byte[] json, String path, @Nullable String shown) {
    if (shown == null) {
      return json;
    }
    try {
      JsonScan scan = JsonScan.of(json, path);
      String served = scan.string(path);
      return served == null || served.equals(shown)
          ? json
          : scan.with(path, JsonText.ofString(shown));
    } catch (JsonSyntaxException notJson) {
      return json;
    }
  }

  /** The bytes of a frame whose data is such a body. */
  public static byte[] in(SseFrame frame, String path, @Nullable String shown) {
    byte[] data = frame.data();
    if (data == null) {
      return frame.raw();
    }
    byte[] renamed = in(data, path, shown);
    return Arrays.equals(renamed, data)
        ? frame.raw()
        : SseFrame.bytes(frame.event(), SseFrame.onOneLine(renamed));
  }
}

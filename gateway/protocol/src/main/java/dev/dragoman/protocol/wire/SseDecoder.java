package dev.dragoman.protocol.wire;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts bytes in any slicing into frames. Works on bytes, so a character split over two reads stays
 * whole. Lines end with LF, CRLF or CR, also mixed in one stream (openai-node#2309); one byte-order
 * mark at the start is skipped; a last frame without its blank line is delivered by {@link #finish}
 * (openai-node#2726). Single use, not thread-safe.
 *
 * <p>Grammar: the "event stream" section of the HTML standard.
 */
public final class SseDecoder {
  /** A base64 image may be in one frame. */
  public static final int MAX_FRAME_BYTES = 4 * 1024 * 1024;

  private final int maxFrameBytes;
  private byte[] pending = new byte[1024];
  private int length;
  private int lineStart;
  private boolean afterReturn;
  private boolean started;

  public SseDecoder() {
    this(MAX_FRAME_BYTES);
  }

  public SseDecoder(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  /**
   * Takes the next bytes and delivers each frame that they complete.
   *
   * @throws GatewayException {@link ErrorKind#BAD_UPSTREAM} when a frame is larger than the bound
   */
  public void accept(byte[] bytes, Consumer<? super SseFrame> frames) {
    int at = 0;
    while (at < bytes.length) {
      if (afterReturn) {
        afterReturn = false;
        if (bytes[at] == '\n') {
          append(bytes, at, at + 1);
          at++;
          endLine(2, frames);
          continue;
        }
        endLine(1, frames);
      }
      int end = at;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      if (end == bytes.length) {
        append(bytes, at, end);
        return;
      }
      append(bytes, at, end + 1);
      at = end + 1;
      if (bytes[end] == '\r') {
        afterReturn = true;
      } else {
        endLine(1, frames);
      }
    }
  }

  /** Delivers a last frame that no blank line ended. */
  public void finish(Consumer<? super SseFrame> frames) {
    if (afterReturn) {
      afterReturn = false;
      endLine(1, frames);
    }
    if (length > 0) {
      emit(frames);
    }
  }

  private void append(byte[] bytes, int from, int to) {
    int wanted = length + to - from;
    if (wanted > maxFrameBytes) {
      throw GatewayException.of(
          ErrorKind.BAD_UPSTREAM,
          "the upstream sent a stream frame larger than " + maxFrameBytes + " bytes");
    }
    if (wanted > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(wanted, pending.length * 2));
    }
    System.arraycopy(bytes, from, pending, length, to - from);
    length = wanted;
  }

  /**
   * Ends the line that was appended last.
   *
   * @param terminator how many bytes its line end has
   */
  private void endLine(int terminator, Consumer<? super SseFrame> frames) {
    boolean blank = length - lineStart == terminator;
    lineStart = length;
    if (blank) {
      emit(frames);
    }
  }

  private void emit(Consumer<? super SseFrame> frames) {
    byte[] raw = Arrays.copyOf(pending, length);
    length = 0;
    lineStart = 0;
    int from = started ? 0 : lengthOfMark(raw);
    started = true;
    frames.accept(parse(raw, from));
  }

  private static int lengthOfMark(byte[] raw) {
    boolean mark =
        raw.length >= 3 && raw[0] == (byte) 0xEF && raw[1] == (byte) 0xBB && raw[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  private static SseFrame parse(byte[] raw, int from) {
    String event = null;
    byte[] data = null;
    ByteArrayOutputStream joined = null;
    int start = from;
    while (start < raw.length) {
      int end = start;
      while (end < raw.length && raw[end] != '\n' && raw[end] != '\r') {
        end++;
      }
      if (startsWith(raw, start, end, "data")) {
        byte[] value = value(raw, start + 4, end);
        if (data == null) {
          data = value;
        } else {
          joined = joined == null ? startOf(data) : joined;
          joined.write('\n');
          joined.write(value, 0, value.length);
        }
      } else if (startsWith(raw, start, end, "event")) {
        event = new String(value(raw, start + 5, end), StandardCharsets.UTF_8);
      }
      start = end + 1;
    }
    return new SseFrame(event, joined == null ? data : joined.toByteArray(), raw);
  }

  private static ByteArrayOutputStream startOf(byte[] data) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(data.length * 2);
    joined.write(data, 0, data.length);
    return joined;
  }

  private static boolean startsWith(byte[] raw, int start, int end, String name) {
    int after = start + name.length();
    if (after > end || (after < end && raw[after] != ':')) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (raw[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] value(byte[] raw, int colon, int end) {
    if (colon >= end) {
      return new byte[0];
    }
    int start = colon + 1;
    if (start < end && raw[start] == ' ') {
      start++;
    }
    return Arrays.copyOfRange(raw, start, end);
  }
}

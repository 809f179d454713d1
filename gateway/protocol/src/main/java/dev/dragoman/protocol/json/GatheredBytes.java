package dev.dragoman.protocol.json;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * What is written to it, in an array. Unlike a {@code ByteArrayOutputStream} it copies what comes
 * in one write once, as most bodies do: a generator has a buffer of its own. Single use.
 */
final class GatheredBytes extends OutputStream {
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int length;

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    if (length == 0) {
      bytes = Arrays.copyOfRange(source, offset, offset + count);
    } else {
      if (bytes.length - length < count) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
      }
      System.arraycopy(source, offset, bytes, length, count);
    }
    length += count;
  }

  /** What was written, in an array that is the caller's. */
  byte[] taken() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }
}

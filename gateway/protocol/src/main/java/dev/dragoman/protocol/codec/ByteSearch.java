package dev.dragoman.protocol.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds a short ASCII text in bytes, by Horspool: most bytes are not looked at. Immutable. */
public final class ByteSearch {
  private final byte[] sought;
  private final int[] skips = new int[256];

  public ByteSearch(String text) {
    this.sought = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(skips, sought.length);
    for (int i = 0; i < sought.length - 1; i++) {
      skips[sought[i] & 0xFF] = sought.length - 1 - i;
    }
  }

  public boolean isIn(byte[] bytes) {
    int last = sought.length - 1;
    int at = last;
    while (at < bytes.length) {
      int i = last;
      while (i >= 0 && bytes[at - last + i] == sought[i]) {
        i--;
      }
      if (i < 0) {
        return true;
      }
      at += skips[bytes[at] & 0xFF];
    }
    return false;
  }
}

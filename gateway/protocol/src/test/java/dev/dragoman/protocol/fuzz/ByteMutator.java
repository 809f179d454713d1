package dev.dragoman.protocol.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes without knowing what they say: flips, cuts, doubles and puts in. */
final class ByteMutator {
  private static final byte[] SEPARATORS = {'\n', '\r', ':', '"', '{', '}', '[', ',', '\\', 0};
  private static final int LONGEST = 64;

  private final Random random;

  ByteMutator(Random random) {
    this.random = random;
  }

  byte[] mutated(byte[] bytes) {
    byte[] changed = bytes;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      changed = changed(changed);
    }
    return changed;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(LONGEST));
    return switch (random.nextInt(6)) {
      case 0 -> spliced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      case 1 -> spliced(bytes, at, end, new byte[0]);
      case 2 -> spliced(bytes, end, end, Arrays.copyOfRange(bytes, at, end));
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> spliced(bytes, at, at, new byte[] {SEPARATORS[random.nextInt(SEPARATORS.length)]});
      default -> flipped(bytes, at);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    if (at == bytes.length) {
      return bytes;
    }
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  /** {@code bytes} with others in the place of those from {@code from} to {@code to}. */
  static byte[] spliced(byte[] bytes, int from, int to, byte[] others) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + others.length);
    out.write(bytes, 0, from);
    out.writeBytes(others);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}

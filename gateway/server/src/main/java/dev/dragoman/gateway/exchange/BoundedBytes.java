package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.io.ByteArrayOutputStream;

/** Collects a body that is read whole, up to a bound. Not thread-safe. */
final class BoundedBytes {
  /** Twice the largest request: an answer may repeat it. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private final int max;
  private byte[] first = new byte[0];
  private int chunks;
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream(0);

  /** Up to the bound of an answer. */
  BoundedBytes() {
    this(MAX_BYTES);
  }

  BoundedBytes(int max) {
    this.max = max;
  }

  /**
   * Adds bytes, whose ownership passes to this object.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} beyond the bound
   */
  void add(byte[] bytes) {
    if (size() + bytes.length > max) {
      throw GatewayException.of(
          ErrorKind.BAD_UPSTREAM, "the upstream's answer is larger than " + max + " bytes");
    }
    if (chunks++ == 0) {
      first = bytes;
    } else {
      rest.write(bytes, 0, bytes.length);
    }
  }

  int size() {
    return first.length + rest.size();
  }

  byte[] toByteArray() {
    if (rest.size() == 0) {
      return first;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(size());
    all.writeBytes(first);
    all.writeBytes(rest.toByteArray());
    return all.toByteArray();
  }
}

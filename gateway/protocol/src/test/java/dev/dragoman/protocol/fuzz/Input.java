package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.model.ProtocolId;
import java.util.Arrays;
import java.util.Random;

/**
 * Bytes that are read as {@code kind} of {@code protocol}. Whatever else a check chooses, such as
 * where a stream is cut, it takes from the bytes, so that they alone repeat it.
 */
record Input(ProtocolId protocol, Kind kind, byte[] bytes) {
  Random choices() {
    return new Random(Arrays.hashCode(bytes));
  }

  Input with(byte[] others) {
    return new Input(protocol, kind, others);
  }

  @Override
  public String toString() {
    return protocol + " " + kind.label() + " of " + bytes.length + " bytes";
  }
}

package dev.dragoman.operator.delivery;

import java.util.Map;

/**
 * How much one object may hold. The API server takes 1 MiB, and what stores it counts the text of
 * the whole object, in which bytes are a third longer.
 */
final class SizeBound {
  static final int MAX_BYTES = 700 * 1024;

  private SizeBound() {}

  /**
   * @throws DeliveryException saying which object is how much too large
   */
  static void check(ObjectId id, Map<String, byte[]> files) {
    long bytes = files.values().stream().mapToLong(file -> file.length).sum();
    if (bytes > MAX_BYTES) {
      throw new DeliveryException(
          "%s would hold %d bytes, more than the %d that an object may hold"
              .formatted(id, bytes, MAX_BYTES));
    }
  }
}

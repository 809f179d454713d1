package dev.dragoman.fleet;

import java.util.Map;

/** Numbers of bytes as manifests write them: {@code 65536}, {@code 256Ki}, {@code 32Mi}. */
final class Sizes {
  private static final Map<String, Integer> SHIFT = Map.of("Ki", 10, "Mi", 20, "Gi", 30);

  private Sizes() {}

  /**
   * Reads a number of bytes.
   *
   * @throws IllegalArgumentException when {@code text} is none
   */
  static long parse(String text) {
    String unit = text.length() > 2 ? text.substring(text.length() - 2) : "";
    Integer shift = SHIFT.get(unit);
    try {
      return shift == null
          ? Long.parseLong(text)
          : Math.multiplyExact(Long.parseLong(text.substring(0, text.length() - 2)), 1L << shift);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("write a size such as 512Ki or 32Mi", e);
    }
  }
}

package dev.dragoman.standalone.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;

/** Bars of a fixed width, for terminals that know blocks and for those that know ASCII alone. */
record Bars(int width, boolean blocks) {
  private static final char FULL = '█';
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /** Bars for a terminal of this character set. */
  static Bars in(Charset charset, int width) {
    return new Bars(
        width, charset.newEncoder().canEncode(FULL) && charset.newEncoder().canEncode('▏'));
  }

  /** A part of a whole, cut off at the width; a part that is not nothing is seen. */
  String of(BigDecimal part, BigDecimal whole) {
    int steps = blocks ? width * 8 : width;
    int length =
        whole.signum() <= 0
            ? 0
            : part.multiply(BigDecimal.valueOf(steps))
                .divide(whole, 0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(steps))
                .intValue();
    if (length == 0 && part.signum() > 0) {
      length = 1;
    }
    String bar = blocks ? eighths(length) : "#".repeat(length);
    return bar + " ".repeat(width - bar.length());
  }

  private static String eighths(int length) {
    String whole = String.valueOf(FULL).repeat(length / 8);
    return length % 8 == 0 ? whole : whole + EIGHTHS.charAt(length % 8);
  }
}

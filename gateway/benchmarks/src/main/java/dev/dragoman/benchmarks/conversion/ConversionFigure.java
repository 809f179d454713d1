package dev.dragoman.benchmarks.conversion;

import dev.dragoman.benchmarks.Sample;
import dev.dragoman.benchmarks.Times;
import java.util.Locale;

/**
 * One row.
 *
 * @param pair such as {@code anthropic to openai.chat}
 * @param bytes of the request
 * @param count of conversions in a round
 */
record ConversionFigure(Sample sample, String pair, int bytes, int count, Times times) {
  static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-40s | %-28s | %9s | %12s | %14s",
          "request",
          "from, to",
          "bytes",
          "CPU us each",
          "allocated KB");

  String text() {
    return String.format(
        Locale.ROOT,
        "%-40s | %-28s | %,9d | %,12.1f | %,14.1f",
        sample.name(),
        pair,
        bytes,
        times.cpu().median() * 1_000 / count,
        times.allocated().median() * 1_000 / count);
  }
}

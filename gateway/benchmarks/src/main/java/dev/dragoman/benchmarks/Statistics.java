package dev.dragoman.benchmarks;

import java.util.Collection;

/**
 * Median and range of a row's rounds. The median, because a neighbour's burst on a shared machine
 * spoils one round and not the middle one.
 */
public record Statistics(double median, double least, double most) {
  /**
   * Of at least one value.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Statistics of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no rounds, no median");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Statistics(median, sorted[0], sorted[sorted.length - 1]);
  }
}

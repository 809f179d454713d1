package dev.dragoman.gateway.route;

import dev.dragoman.gateway.config.RuntimeBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The order in which a route's backends are tried: tier by tier, within a tier at random by weight
 * without replacement (kubernetes.md 1.5).
 */
final class BackendOrder {
  private final IntUnaryOperator random;

  /**
   * An order that {@code random} decides.
   *
   * @param random for a bound, a number from 0 up to, not including, the bound
   */
  BackendOrder(IntUnaryOperator random) {
    this.random = random;
  }

  /**
   * The order of one request.
   *
   * @param backends by tier, the first tier first
   */
  List<RuntimeBackend> of(List<RuntimeBackend> backends) {
    if (backends.size() == 1) {
      return backends;
    }
    List<RuntimeBackend> order = new ArrayList<>(backends.size());
    for (int from = 0; from < backends.size(); ) {
      int to = endOfTier(backends, from);
      draw(backends.subList(from, to), order);
      from = to;
    }
    return order;
  }

  private static int endOfTier(List<RuntimeBackend> backends, int from) {
    int to = from + 1;
    while (to < backends.size() && backends.get(to).priority() == backends.get(from).priority()) {
      to++;
    }
    return to;
  }

  private void draw(List<RuntimeBackend> tier, List<RuntimeBackend> order) {
    List<RuntimeBackend> waiting = new ArrayList<>(tier);
    int total = tier.stream().mapToInt(RuntimeBackend::weight).sum();
    while (total > 0) {
      RuntimeBackend drawn = waiting.remove(drawn(waiting, total));
      total -= drawn.weight();
      order.add(drawn);
    }
  }

  private int drawn(List<RuntimeBackend> waiting, int total) {
    int ticket = random.applyAsInt(total);
    for (int i = 0; i < waiting.size(); i++) {
      ticket -= waiting.get(i).weight();
      if (ticket < 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("the random number is not below its bound");
  }
}

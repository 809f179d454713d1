package dev.dragoman.resources.route;

/** How a backend is chosen. */
public enum BalancingPolicy {
  Weighted,
  LeastLatency,
  LeastBusy,
  ConsistentHash
}

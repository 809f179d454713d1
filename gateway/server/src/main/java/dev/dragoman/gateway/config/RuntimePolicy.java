package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.RoutePolicy.LossPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route carries its requests, as far as this build acts on it.
 *
 * @param total bound on all attempts of a request together
 * @param losses whether what a target cannot carry and the answer depends on is refused
 * @param maxOutputTokens the largest answer that may be asked for, null for no bound
 * @param bounds on what passes
 */
public record RuntimePolicy(
    Failover failover,
    Duration total,
    LossPolicy losses,
    @Nullable Integer maxOutputTokens,
    RouteBounds bounds) {
  static RuntimePolicy of(RouteEntry route) {
    RoutePolicy policy = route.policy();
    return new RuntimePolicy(
        policy.failover(),
        total(policy.timeouts().total(), route.backends()),
        policy.lossPolicy(),
        policy.limits() == null ? null : policy.limits().maxOutputTokens(),
        RouteBounds.of(route));
  }

  /** A backend that says a longer total than its route is given it: the closer word counts. */
  private static Duration total(Duration ofRoute, List<BackendEntry> backends) {
    Duration longest = ofRoute;
    for (BackendEntry backend : backends) {
      Duration own = backend.timeouts().total();
      longest = backend.takesRequests() && own.compareTo(longest) > 0 ? own : longest;
    }
    return longest;
  }
}

package dev.dragoman.fleet;

import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.resources.LlmRouteSpec;
import dev.dragoman.resources.route.Failover;
import dev.dragoman.resources.route.FailoverTrigger;
import dev.dragoman.resources.route.LossPolicy;
import dev.dragoman.resources.route.RouteLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a spec wants requests carried. */
final class RoutePolicies {
  private RoutePolicies() {}

  static RoutePolicy of(LlmRouteSpec spec, TimeoutsEntry timeouts, Reading reading) {
    return new RoutePolicy(
        timeouts,
        failover(spec.failover(), reading),
        spec.lossPolicy() == LossPolicy.Lenient
            ? RoutePolicy.LossPolicy.Lenient
            : RoutePolicy.LossPolicy.Strict,
        null,
        null,
        limits(spec.limits()),
        null,
        null,
        null);
  }

  private static RoutePolicy.Failover failover(@Nullable Failover failover, Reading reading) {
    RoutePolicy.Failover usual = RoutePolicy.Failover.DEFAULT;
    if (failover == null) {
      return usual;
    }
    List<RoutePolicy.Trigger> triggers = new ArrayList<>();
    for (@Nullable FailoverTrigger trigger : failover.triggers()) {
      if (trigger == null) {
        reading.unsupported("spec.failover.triggers", "a value that this version does not know");
      } else {
        triggers.add(RoutePolicy.Trigger.valueOf(trigger.name()));
      }
    }
    Integer attempts = failover.maxAttempts();
    return reading.field(
        "spec.failover",
        usual,
        () ->
            new RoutePolicy.Failover(
                triggers.isEmpty() ? usual.triggers() : triggers,
                attempts == null ? usual.maxAttempts() : attempts));
  }

  private static RoutePolicy.@Nullable Limits limits(@Nullable RouteLimits limits) {
    if (limits == null) {
      return null;
    }
    List<LimitEntry> bounds =
        SpendPolicies.limits(
            limits.requestsPerMinute(), limits.tokensPerMinute(), limits.concurrent());
    if (bounds.isEmpty() && limits.maxOutputTokens() == null) {
      return null;
    }
    return new RoutePolicy.Limits(
        bounds,
        limits.per() == null
            ? RoutePolicy.Limits.Per.Route
            : RoutePolicy.Limits.Per.valueOf(limits.per().name()),
        limits.maxOutputTokens());
  }
}

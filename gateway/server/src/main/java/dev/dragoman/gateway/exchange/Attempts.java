package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.model.GatewayException;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one request in the order of its plan, tried one after the other until one answers.
 *
 * <pre>
 * first() → failure, one of the route's triggers, nothing of the answer sent → after(failure) → …
 * </pre>
 *
 * A target that cannot carry the request is passed over and counts as no attempt. When no target is
 * left the failure of the last attempt is answered, and where there was none the refusal of the
 * first target: it speaks of the target that the route prefers. Serial, single use.
 */
final class Attempts {
  private final Function<PlannedTarget, TargetExchange> carrier;
  private final RoutePlan plan;
  private final ExchangeRecord record;
  private final long startNanos = System.nanoTime();
  private int next;
  private int made;
  private @Nullable Attempt current;

  /**
   * Attempts at the targets of {@code plan}.
   *
   * @param carrier makes what is sent to a target, or throws a {@link GatewayException} when the
   *     target cannot carry it
   */
  Attempts(Function<PlannedTarget, TargetExchange> carrier, RoutePlan plan, ExchangeRecord record) {
    this.carrier = carrier;
    this.plan = plan;
    this.record = record;
  }

  /**
   * The first attempt.
   *
   * @throws GatewayException the refusal of the first target when none can carry the request
   */
  Attempt first() {
    GatewayException refusal = null;
    while (next < plan.targets().size()) {
      PlannedTarget target = plan.targets().get(next++);
      try {
        return made(target, carrier.apply(target), target.backend().timeouts());
      } catch (GatewayException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    throw refusal == null ? new IllegalStateException("a plan has a target") : refusal;
  }

  /** Whether another target may be tried, so that nothing of this one's answer may be sent yet. */
  boolean mayFollow() {
    Failover failover = plan.policy().failover();
    return next < plan.targets().size()
        && made < failover.maxAttempts()
        && !failover.triggers().isEmpty();
  }

  /**
   * The attempt to make after one that failed before any of its answer was sent, null when its
   * failure is to be answered.
   */
  @Nullable Attempt after(AttemptFailure failure) {
    Duration left = plan.policy().total().minusNanos(System.nanoTime() - startNanos);
    if (!mayFollow() || !isTrigger(failure) || !left.isPositive()) {
      return null;
    }
    while (next < plan.targets().size()) {
      PlannedTarget target = plan.targets().get(next++);
      TargetExchange exchange = carriedOrNull(target);
      if (exchange != null) {
        record.abandoned(failure.error().kind());
        return made(target, exchange, within(target.backend().timeouts(), left));
      }
    }
    return null;
  }

  private boolean isTrigger(AttemptFailure failure) {
    return !Collections.disjoint(plan.policy().failover().triggers(), failure.triggers());
  }

  /** A refusal is not reported: what the upstream said of the request says more. */
  private @Nullable TargetExchange carriedOrNull(PlannedTarget target) {
    try {
      return carrier.apply(target);
    } catch (GatewayException refusal) {
      return null;
    }
  }

  /** What is left is rounded up, so that nothing is left when it has passed. */
  private static TimeoutsEntry within(TimeoutsEntry own, Duration left) {
    return own.total().compareTo(left) <= 0
        ? own
        : new TimeoutsEntry(
            own.connect(), own.firstToken(), own.idle(), Duration.ofMillis(left.toMillis() + 1));
  }

  private Attempt made(PlannedTarget target, TargetExchange exchange, TimeoutsEntry timeouts) {
    made++;
    record.attempting(target, exchange.passThrough(), exchange.dropped());
    Attempt attempt = new Attempt(target, exchange, timeouts);
    current = attempt;
    return attempt;
  }

  /** The attempt that was made last. */
  Attempt current() {
    if (current == null) {
      throw new IllegalStateException("a target is chosen before it is called");
    }
    return current;
  }
}

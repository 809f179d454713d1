package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.RoutePolicy.Trigger;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.model.ErrorKind;
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
 * A target that cannot read reasoning state in the request is called once more without it, whatever
 * the triggers. A target that cannot carry the request is passed over and counts as no attempt.
 * When no target is left the failure of the last attempt is answered, and where there was none the
 * refusal of the first target: it speaks of the target that the route prefers.
 *
 * <p>A stream that does not begin ends after the time for its first token. A whole answer comes
 * when all of it is made, so nothing but its total tells a slow upstream from a hung one; and a
 * backend has the total of its route unless it says less. So each whole answer has a share of what
 * is left:
 *
 * <pre>
 * following = targets that may still be tried after this one
 * share     = max(left / (following + 1), min(firstToken, left / 2))   where following &gt; 0
 *             left                                                     for the last one
 * </pre>
 *
 * There are no shares where lateness is no trigger of the route: nothing would be gained by them.
 * Serial, single use.
 */
final class Attempts {
  private final Function<PlannedTarget, TargetExchange> carrier;
  private final Function<PlannedTarget, @Nullable TargetExchange> stateless;
  private final RoutePlan plan;
  private final ExchangeRecord record;
  private final long startNanos = System.nanoTime();
  private int next;
  private int made;
  private boolean repeated;
  private @Nullable Attempt current;

  /**
   * Attempts at the targets of {@code plan}.
   *
   * @param carrier makes what is sent to a target, or throws a {@link GatewayException} when the
   *     target cannot carry it
   * @param stateless makes the same without reasoning state, null where there is none in it
   */
  Attempts(
      Function<PlannedTarget, TargetExchange> carrier,
      Function<PlannedTarget, @Nullable TargetExchange> stateless,
      RoutePlan plan,
      ExchangeRecord record) {
    this.carrier = carrier;
    this.stateless = stateless;
    this.plan = plan;
    this.record = record;
  }

  /** Attempts with requests that hold no state. */
  Attempts(Function<PlannedTarget, TargetExchange> carrier, RoutePlan plan, ExchangeRecord record) {
    this(carrier, _ -> null, plan, record);
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
        return made(target, carried(target), plan.policy().total());
      } catch (GatewayException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    throw refusal == null ? new IllegalStateException("a plan has a target") : refusal;
  }

  /** Whether another target may be tried, so that nothing of this one's answer may be sent yet. */
  boolean mayFollow() {
    return following() > 0;
  }

  /** Whether an attempt may come after this one, at the same target or another. */
  boolean mayRepeat() {
    State state = current().target().target().capabilities().controls().state();
    return mayFollow() || (!repeated && state == State.ENCRYPTED);
  }

  /** How many targets may still be tried; some of them may turn out to carry no such request. */
  private int following() {
    Failover failover = plan.policy().failover();
    return failover.triggers().isEmpty()
        ? 0
        : Math.min(plan.targets().size() - next, failover.maxAttempts() - made);
  }

  /**
   * The attempt to make after one that failed before any of its answer was sent, null when its
   * failure is to be answered.
   */
  @Nullable Attempt after(AttemptFailure failure) {
    Duration left = plan.policy().total().minusNanos(System.nanoTime() - startNanos);
    if (!left.isPositive()) {
      return null;
    }
    Attempt again = failure.refusesState() ? withoutState(failure, left) : null;
    if (again != null || !mayFollow() || !isTrigger(failure)) {
      return again;
    }
    while (next < plan.targets().size()) {
      PlannedTarget target = plan.targets().get(next++);
      TargetExchange exchange = carriedOrNull(this::carried, target);
      if (exchange != null) {
        record.abandoned(failure.error().kind());
        return made(target, exchange, left);
      }
    }
    return null;
  }

  /** State is refused once: without it there is nothing of it left to refuse. */
  private @Nullable Attempt withoutState(AttemptFailure failure, Duration left) {
    if (repeated) {
      return null;
    }
    repeated = true;
    PlannedTarget target = current().target();
    TargetExchange exchange = carriedOrNull(stateless, target);
    if (exchange == null) {
      return null;
    }
    record.abandoned(failure.error().kind());
    made--;
    return made(target, exchange, left);
  }

  private boolean isTrigger(AttemptFailure failure) {
    return !Collections.disjoint(plan.policy().failover().triggers(), failure.triggers());
  }

  /** A refusal is not reported: what the upstream said of the request says more. */
  private static @Nullable TargetExchange carriedOrNull(
      Function<PlannedTarget, ? extends @Nullable TargetExchange> way, PlannedTarget target) {
    try {
      return way.apply(target);
    } catch (GatewayException refusal) {
      return null;
    }
  }

  private TargetExchange carried(PlannedTarget target) {
    if (target.backend().upstream().takesClientKey() && record.clientKey() == null) {
      throw GatewayException.of(
          ErrorKind.AUTH,
          "this model is called with your own key of its provider: send it beside the gateway's"
              + " key, one as \"Authorization: Bearer KEY\" and one as \"x-api-key: KEY\"");
    }
    return carrier.apply(target);
  }

  /** What is left is rounded up, so that nothing is left when it has passed. */
  private static TimeoutsEntry within(TimeoutsEntry own, Duration left) {
    return own.total().compareTo(left) <= 0
        ? own
        : new TimeoutsEntry(
            own.connect(), own.firstToken(), own.idle(), Duration.ofMillis(left.toMillis() + 1));
  }

  /** How long a whole answer may take so that whoever may follow gets a chance. */
  private Duration whole(TimeoutsEntry timeouts, Duration left) {
    int following = following();
    if (following == 0 || !plan.policy().failover().triggers().contains(Trigger.Timeout)) {
      return timeouts.total();
    }
    Duration even = left.dividedBy(following + 1);
    Duration least = shorter(timeouts.firstToken(), left.dividedBy(2));
    return shorter(even.compareTo(least) < 0 ? least : even, timeouts.total());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Attempt made(PlannedTarget target, TargetExchange exchange, Duration left) {
    made++;
    record.attempting(target, exchange);
    TimeoutsEntry timeouts = within(target.backend().timeouts(), left);
    Attempt attempt =
        new Attempt(target, exchange, timeouts, whole(timeouts, left), clientKey(target));
    current = attempt;
    return attempt;
  }

  private @Nullable String clientKey(PlannedTarget target) {
    return target.backend().upstream().takesClientKey() ? record.clientKey() : null;
  }

  /** The attempt that was made last. */
  Attempt current() {
    if (current == null) {
      throw new IllegalStateException("a target is chosen before it is called");
    }
    return current;
  }
}

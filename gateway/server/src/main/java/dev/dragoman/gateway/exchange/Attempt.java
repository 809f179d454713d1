package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * One call of one target.
 *
 * @param exchange what is sent there, and how its answer becomes the client's
 * @param timeouts the target's, its total within what is left of the route's
 * @param whole bound on a whole answer: the total, or the share of it that leaves others a chance
 * @param clientKey the caller's own key where the target takes it; never logged, see {@link
 *     #toString}
 */
record Attempt(
    PlannedTarget target,
    TargetExchange exchange,
    TimeoutsEntry timeouts,
    Duration whole,
    @Nullable String clientKey) {
  /** Calls the target when subscribed. */
  Flux<UpstreamSignal> open() {
    // The target's own timeouts: clients are kept for each value, and what is left is ever another.
    return exchange.open(request ->
        target
            .backend()
            .upstream()
            .open(new UpstreamCall(request, target.backend().timeouts(), clientKey)));
  }

  /** What becomes of the call when its client leaves. */
  Leaving leaving() {
    return exchange.leaving(target.backend().upstream().leaving());
  }

  AnswerReader answers() {
    return new AnswerReader(target.backend().protocol().outbound(), clientKey != null);
  }

  /** The provider alone. */
  @Override
  public String toString() {
    return "Attempt[" + target.backend().provider() + "]";
  }
}

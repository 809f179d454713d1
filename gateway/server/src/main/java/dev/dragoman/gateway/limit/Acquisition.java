package dev.dragoman.gateway.limit;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.limit.Bound.Measure;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reserves what one request needs, bound after bound; the first refusal gives everything back.
 * Serial: each bound is asked when the one before has answered.
 */
final class Acquisition {
  /**
   * Output that a rate of tokens is asked for in advance. What an answer has beyond it is charged
   * when it is known, and later requests wait for it: clients ask for tens of thousands and use
   * hundreds.
   */
  static final long RATED_OUTPUT = 1_024;

  private static final Tally LIMITED = new Tally(0, 0, 0, 0, 1, BigDecimal.ZERO);

  private final Ask ask;
  private final Windows windows;
  private final Instant now;
  private final Reserved lease;
  private final CompletableFuture<Decision> result = new CompletableFuture<>();
  private int next;
  private volatile boolean taken;

  Acquisition(Ask ask, Windows windows, Instant now) {
    this.ask = ask;
    this.windows = windows;
    this.now = now;
    this.lease = new Reserved(ask, windows, now);
  }

  CompletableFuture<Decision> start() {
    advance();
    return result;
  }

  /** Somebody has the decision: from now on its lease is theirs to settle. */
  void taken() {
    taken = true;
  }

  /** Nobody waits for it any more. */
  void abandon() {
    if (!taken) {
      lease.release();
    }
  }

  private void advance() {
    try {
      while (next < ask.bounds().size()) {
        Bound bound = ask.bounds().get(next++);
        Windows.Current current = windows.of(bound, now);
        CompletableFuture<Grant> answer = current.window().reserve(claim(bound));
        if (!answer.isDone()) {
          CompletableFuture<Grant> _ =
              answer.whenComplete((grant, failure) -> {
                if (failure != null) {
                  fail(failure);
                } else if (isGranted(bound, current, grant)) {
                  advance();
                }
              });
          return;
        }
        if (!isGranted(bound, current, answer.resultNow())) {
          return;
        }
      }
      result.complete(new Decision.Admitted(lease));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    lease.release();
    if (failure instanceof GatewayException known) {
      result.complete(new Decision.Refused(known.error(), List.of(), null));
    } else {
      result.completeExceptionally(failure);
    }
  }

  private void refuse(GatewayError error, Bound bound, Windows.Current current) {
    List<RateLimit> standings =
        bound instanceof Bound.Rate rate
            ? List.of(Reserved.standing(rate, current, now))
            : lease.rateLimits();
    lease.release();
    result.complete(new Decision.Refused(error, standings, bound));
  }

  private boolean isGranted(Bound bound, Windows.Current current, Grant grant) {
    return switch (grant) {
      case Granted granted -> {
        lease.add(bound, current, granted, lowered(bound, granted));
        yield true;
      }
      case Refused refused -> {
        count();
        refuse(Refusals.of(bound, refused, now, current.end()), bound, current);
        yield false;
      }
    };
  }

  /** Once in the month of its caller and in each budget's window, as a charged request would be. */
  private void count() {
    for (Bound bound : ask.bounds()) {
      if (bound instanceof Bound.Budget) {
        windows.of(bound, now).window().count(LIMITED);
      }
    }
    if (ask.caller() != null) {
      windows.usage(ask.caller(), Windows.USUAL_CURRENCY, now).count(LIMITED);
    }
  }

  private Claim claim(Bound bound) {
    return switch (bound) {
      case Bound.Rate(_, Unit unit, long max, _, _) -> {
        BigDecimal most = BigDecimal.valueOf(max);
        BigDecimal want =
            switch (unit) {
              case REQUESTS -> BigDecimal.ONE;
              case TOKENS ->
                  BigDecimal.valueOf(ask.inputTokens() + Math.min(ask.outputTokens(), RATED_OUTPUT))
                      .min(most);
            };
        yield new Claim(want, want, most, bound.outage());
      }
      case Bound.Concurrent(_, long max, _) ->
          new Claim(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(max), bound.outage());
      case Bound.Budget budget ->
          new Claim(
              amount(budget, ask.outputTokens()),
              amount(budget, ask.leastOutput()),
              budget.blocks() ? budget.max() : null,
              bound.outage());
    };
  }

  private BigDecimal amount(Bound.Budget budget, long output) {
    if (budget.measure() == Measure.TOKENS) {
      return BigDecimal.valueOf(ask.inputTokens() + output);
    }
    Money cost = ask.rating().dearest(ask.inputTokens(), output);
    Money most = budget.entry().cost();
    boolean isKnown = cost != null && most != null && cost.currency().equals(most.currency());
    if (!isKnown && !budget.blocks()) {
      return BigDecimal.ZERO;
    }
    if (cost == null || !isKnown) {
      throw GatewayException.of(
          ErrorKind.PERMISSION,
          "the model has no price in the currency of the budget \""
              + budget.entry().name()
              + "\" of the "
              + budget.subject()
              + ", so the budget cannot cover it");
    }
    return cost.amount();
  }

  /** How long an answer a part of what was wanted covers, null for all that was asked for. */
  private @Nullable Integer lowered(Bound bound, Granted granted) {
    if (!(bound instanceof Bound.Budget budget)
        || granted.amount().compareTo(amount(budget, ask.outputTokens())) >= 0) {
      return null;
    }
    BigDecimal input = amount(budget, 0);
    BigDecimal output = amount(budget, ask.outputTokens()).subtract(input);
    // Costs of output are proportional to its length: the tier of a price goes by the input.
    return granted
        .amount()
        .subtract(input)
        .multiply(BigDecimal.valueOf(ask.outputTokens()))
        .divideToIntegralValue(output)
        .intValueExact();
  }
}

package dev.dragoman.gateway.limit;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.limit.Bound.Measure;
import dev.dragoman.gateway.limit.Grant.Reason;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a caller is told that a bound does not let pass: which, how much of it, and until when. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final int DIGITS = 6;

  private Refusals() {}

  /**
   * The refusal of a request.
   *
   * @param end of the window, null for one without end
   */
  static GatewayError of(Bound bound, Refused refused, Instant now, @Nullable Instant end) {
    if (refused.reason() == Reason.UNAVAILABLE) {
      return later(
          ErrorKind.UNAVAILABLE,
          "what the "
              + bound.subject()
              + " has used cannot be known now, and nothing may be used unknown",
          OUTAGE);
    }
    return switch (bound) {
      case Bound.Rate rate -> {
        Duration wait = refused.retryAfter() == null ? until(now, end) : refused.retryAfter();
        yield later(
            ErrorKind.RATE_LIMIT,
            "the "
                + rate.subject()
                + " may use "
                + rate.max()
                + " "
                + rate.unit().plural()
                + (rate.window().toSeconds() == 60
                    ? " a minute"
                    : " in " + rate.window().toSeconds() + " s")
                + "; try again in "
                + seconds(wait)
                + " s",
            wait);
      }
      case Bound.Concurrent concurrent ->
          later(
              ErrorKind.RATE_LIMIT,
              "the "
                  + concurrent.subject()
                  + " may have "
                  + concurrent.max()
                  + (concurrent.max() == 1 ? " request" : " requests")
                  + " at a time",
              SOON);
      case Bound.Budget budget -> ofBudget(budget, refused, end);
    };
  }

  private static GatewayError ofBudget(
      Bound.Budget budget, Refused refused, @Nullable Instant end) {
    String name = "the budget \"" + budget.entry().name() + "\" of the " + budget.subject();
    if (refused.reason() == Reason.RESERVED) {
      return later(
          ErrorKind.RATE_LIMIT,
          "what is left of " + name + " is reserved by requests under way; try again",
          SOON);
    }
    BigDecimal settled = refused.settled();
    return GatewayError.of(
        ErrorKind.BILLING,
        name
            + " is spent: "
            + (settled == null ? "" : amount(settled) + " of ")
            + total(budget)
            + (end == null ? "; it does not reset" : "; it resets at " + end));
  }

  private static String total(Bound.Budget budget) {
    Money cost = budget.entry().cost();
    return budget.measure() == Measure.COST && cost != null
        ? cost.amount().toPlainString() + " " + cost.currency()
        : budget.entry().tokens() + " tokens";
  }

  private static String amount(BigDecimal value) {
    return value
        .setScale(Math.min(value.scale(), DIGITS), RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static Duration until(Instant now, @Nullable Instant end) {
    return end == null || !end.isAfter(now) ? SOON : Duration.between(now, end);
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private static GatewayError later(ErrorKind kind, String message, Duration wait) {
    return GatewayError.of(kind, message).withRetryAfter(Duration.ofSeconds(seconds(wait)));
  }
}

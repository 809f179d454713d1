package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.RoutePolicy.Trigger;
import dev.dragoman.protocol.codec.UpstreamErrors;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the attempt at one target failed.
 *
 * @param error what the client may see of it
 * @param triggers what of a route's failover it sets off; empty when another target would be no
 *     remedy
 * @param refusesState whether the same target would take the request without reasoning state
 */
record AttemptFailure(GatewayError error, Set<Trigger> triggers, boolean refusesState) {
  private static final int REQUEST_TIMEOUT = 408;
  private static final Set<Trigger> NONE = Set.of();
  private static final Set<Trigger> CONNECT = Set.of(Trigger.ConnectError);
  private static final Set<Trigger> SLOW_CONNECT = Set.of(Trigger.ConnectError, Trigger.Timeout);
  private static final Set<Trigger> LATE = Set.of(Trigger.Timeout);

  AttemptFailure(GatewayError error, Set<Trigger> triggers) {
    this(error, triggers, false);
  }

  /** The upstream's own error, which says that it cannot read the request's reasoning state. */
  static AttemptFailure ofState(GatewayError upstream) {
    return new AttemptFailure(UpstreamErrors.forClient(upstream), triggersOf(upstream), true);
  }

  /** The upstream's own error, as its codec read it. */
  static AttemptFailure said(GatewayError upstream) {
    return new AttemptFailure(UpstreamErrors.forClient(upstream), triggersOf(upstream));
  }

  /** The upstream refused the caller's own key, which is the caller's to mend. */
  static AttemptFailure ofClientKey(GatewayError upstream) {
    return own(GatewayError.of(upstream.kind(), "the provider of this model refuses your key"));
  }

  /** What the gateway itself found wrong with an upstream's answer. */
  static AttemptFailure found(GatewayException failure) {
    return new AttemptFailure(failure.error(), triggersOf(failure.error()));
  }

  /** The upstream could not be reached. */
  static AttemptFailure unreachable(GatewayException failure) {
    GatewayError error = failure.error();
    return switch (error.kind()) {
      case TIMEOUT -> new AttemptFailure(error, SLOW_CONNECT);
      case BAD_UPSTREAM, UNAVAILABLE -> new AttemptFailure(error, CONNECT);
      case INVALID_REQUEST,
          CONTEXT_TOO_LONG,
          CONTENT_POLICY,
          AUTH,
          BILLING,
          PERMISSION,
          NOT_FOUND,
          UNKNOWN_PATH,
          METHOD,
          CONFLICT,
          TOO_LARGE,
          RATE_LIMIT,
          CANCELLED,
          SERVER,
          UPSTREAM_TRUNCATED,
          OVERLOADED ->
          found(failure);
    };
  }

  /** The connection broke before the answer was complete. */
  static AttemptFailure broken(GatewayError error) {
    return new AttemptFailure(error, CONNECT);
  }

  /** The time of the target is over. */
  static AttemptFailure late(String message) {
    return new AttemptFailure(GatewayError.of(ErrorKind.TIMEOUT, message), LATE);
  }

  /** A fault of the gateway's own, which would be the same at every target. */
  static AttemptFailure own(GatewayError error) {
    return new AttemptFailure(error, NONE);
  }

  /**
   * A refused credential is the operator's to mend, and hiding it behind another target would let
   * it go unseen. A 400 is the client's fault but for the two kinds that another model may not
   * share.
   */
  private static Set<Trigger> triggersOf(GatewayError error) {
    return switch (error.kind()) {
      case AUTH, PERMISSION, CANCELLED -> NONE;
      case CONTEXT_TOO_LONG -> Set.of(Trigger.ContextLength);
      case CONTENT_POLICY -> Set.of(Trigger.ContentFilter);
      case UPSTREAM_TRUNCATED -> CONNECT;
      case INVALID_REQUEST,
          BILLING,
          NOT_FOUND,
          UNKNOWN_PATH,
          METHOD,
          CONFLICT,
          TOO_LARGE,
          RATE_LIMIT,
          SERVER,
          BAD_UPSTREAM,
          UNAVAILABLE,
          OVERLOADED,
          TIMEOUT ->
          byStatus(error);
    };
  }

  private static Set<Trigger> byStatus(GatewayError error) {
    Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
    if (error.status() == ErrorKind.RATE_LIMIT.status() || error.kind() == ErrorKind.RATE_LIMIT) {
      triggers.add(Trigger.Http429);
    }
    if (error.status() >= 500) {
      triggers.add(Trigger.Http5xx);
    }
    if (error.status() == REQUEST_TIMEOUT || error.kind() == ErrorKind.TIMEOUT) {
      triggers.add(Trigger.Timeout);
    }
    return triggers;
  }
}

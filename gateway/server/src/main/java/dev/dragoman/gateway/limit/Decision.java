package dev.dragoman.gateway.limit;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a request may be made. */
public sealed interface Decision {
  /** It may; the lease is to be settled exactly once. */
  record Admitted(Lease lease) implements Decision {}

  /**
   * It may not.
   *
   * @param error {@code RATE_LIMIT} for what frees by itself, {@code BILLING} for a budget that is
   *     spent, {@code UNAVAILABLE} while a store that must be asked cannot be reached, {@code
   *     PERMISSION} for what can never be allowed
   * @param rateLimits how the caller's rates stand
   * @param bound what was in the way, null for what can never be allowed
   */
  record Refused(GatewayError error, List<RateLimit> rateLimits, @Nullable Bound bound)
      implements Decision {
    public Refused {
      rateLimits = List.copyOf(rateLimits);
    }

    /** Whether a bound was in the way; what can never be allowed is a mistake of somebody. */
    public boolean isByBound() {
      return error.kind() != ErrorKind.PERMISSION;
    }
  }
}

package dev.dragoman.gateway.limit;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a window says to a {@link Claim}. */
sealed interface Grant {
  /**
   * It may go on.
   *
   * @param amount reserved for it, between the claim's least and its want
   * @param life of the slice that it was reserved from
   */
  record Granted(BigDecimal amount, int life) implements Grant {}

  /**
   * It may not.
   *
   * @param reason why
   * @param settled what is spent of the window for good, as far as this process knows; null where
   *     it knows nothing
   * @param retryAfter after which it may be asked again, null where the window's end says so
   */
  record Refused(Reason reason, @Nullable BigDecimal settled, @Nullable Duration retryAfter)
      implements Grant {}

  /** Why a claim is refused. */
  enum Reason {
    /** What is left is too little, and no more will come. */
    SPENT,
    /** What is left is reserved by requests under way, which may give some of it back. */
    RESERVED,
    /** The store cannot be reached, and nothing may be spent that it does not know of. */
    UNAVAILABLE
  }
}

package dev.dragoman.store.usage;

import dev.dragoman.contract.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that was charged. Holds no content.
 *
 * @param scope uid of the gateway
 * @param requestId the gateway's id of it
 * @param attempt 1 for its first call of an upstream; each call that used something has a record
 * @param at when it was settled
 * @param cost null where the model has no price
 * @param basis how the tokens were known
 * @param outcome {@code success} or the kind of its error, in lower case
 */
public record UsageRecord(
    String scope,
    String requestId,
    int attempt,
    Instant at,
    UsageLabels labels,
    TokenUsage tokens,
    @Nullable Money cost,
    Basis basis,
    String outcome) {
  /** How the tokens of a record were known. */
  public enum Basis {
    /** The upstream told them. */
    report,
    /** The upstream told none: counted by the gateway from what passed. */
    estimate,
    /** The client had left; the rest was read, within bounds, for the upstream's report. */
    drain
  }
}

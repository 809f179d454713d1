package dev.dragoman.gateway.account;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageRecord.Basis;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt is charged.
 *
 * @param attempt 1 for the first call of the exchange
 * @param cost null where the model has no price
 * @param key name of the caller's key, null without one
 * @param team of the key's owner, null when nobody is named
 * @param outcome {@code success} or the kind of its error, in lower case
 */
public record Charge(
    int attempt,
    PlannedTarget target,
    TokenUsage tokens,
    @Nullable Money cost,
    Basis basis,
    @Nullable String key,
    @Nullable String team,
    String outcome) {}

package dev.dragoman.gateway.usage;

import dev.dragoman.store.usage.UsageLabels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that a bound refused.
 *
 * @param scope uid of the gateway
 * @param labels of the target that it would have been sent to first
 * @param currency of that target's price, null where it has none
 */
public record LimitedRequest(
    String scope, Instant at, UsageLabels labels, @Nullable String currency) {}

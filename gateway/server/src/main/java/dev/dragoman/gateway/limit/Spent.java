package dev.dragoman.gateway.limit;

import dev.dragoman.contract.Money;
import dev.dragoman.store.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a request has used, all its attempts together.
 *
 * @param cost null where a model that was called has no price
 */
public record Spent(TokenUsage tokens, @Nullable Money cost) {
  public static final Spent NOTHING = new Spent(TokenUsage.NONE, null);
}

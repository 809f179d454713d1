package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.key.QuotaState;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Budget;
import dev.dragoman.resources.values.NamespacesFrom;
import dev.dragoman.resources.values.Owner;
import dev.dragoman.resources.values.RateLimits;
import dev.dragoman.resources.values.Ref;
import dev.dragoman.resources.values.StoreOutage;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits and budgets that keys share. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LlmQuotaSpec(
    @JsonPropertyDescription("The LlmGateway that enforces it.") @Required Ref gatewayRef,
    @JsonPropertyDescription("From which namespaces ApiKeys may name it. Absent: from the same.")
        @Nullable NamespacesFrom allowedKeys,
    @JsonPropertyDescription("How much may run at a time and in a minute. Absent: no limits.")
        @Nullable RateLimits limits,
    @JsonPropertyDescription(
            "Tokens or money that may be spent in a period; all must have something left. Absent: no budgets.")
        @Size(max = 4)
        List<Budget> budgets,
    @JsonPropertyDescription(
            "What to do while the store of usage cannot be reached. Absent: spend only what is committed already.")
        @Nullable StoreOutage storeOutage,
    @JsonPropertyDescription("Suspended refuses all keys that name it.") @Default("Active")
        @Nullable QuotaState state,
    @JsonPropertyDescription("Who is behind it. Absent: unknown.") @Nullable Owner owner,
    @JsonPropertyDescription("Words by which spending is reported. Absent: none.") @Size(max = 16)
        Map<String, @Size(max = 63) String> tags) {
  public LlmQuotaSpec {
    budgets = Absent.asEmpty(budgets);
    tags = Absent.asEmpty(tags);
  }
}

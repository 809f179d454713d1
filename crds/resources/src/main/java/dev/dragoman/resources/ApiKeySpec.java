package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.key.KeyState;
import dev.dragoman.resources.key.Material;
import dev.dragoman.resources.key.Rotation;
import dev.dragoman.resources.key.RouteRef;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Budget;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.Owner;
import dev.dragoman.resources.values.RateLimits;
import dev.dragoman.resources.values.Ref;
import dev.dragoman.resources.values.StoreOutage;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A caller and what it may do. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.material.type == 'Generate' || !has(self.rotation) || !has(self.rotation.interval)",
    message = "a key from your Secret is rotated by changing the Secret: remove rotation.interval")
public record ApiKeySpec(
    @JsonPropertyDescription(
            "The LlmGateway that honours the key; a key that moves keeps its text.")
        @Required
        Ref gatewayRef,
    @JsonPropertyDescription("Where the key's text comes from. Default: type Generate.")
        @Default("{\"type\": \"Generate\"}")
        @Nullable Material material,
    @JsonPropertyDescription("When the key's text is made anew. Absent: never.")
        @Nullable Rotation rotation,
    @JsonPropertyDescription("From when the key is honoured. Absent: at once.")
        @Nullable Instant notBefore,
    @JsonPropertyDescription("From when the key is no longer honoured. Absent: never.")
        @Nullable Instant expiresAt,
    @JsonPropertyDescription(
            "Suspended: refused until it is Active again. Revoked: refused for ever.")
        @Default("Active")
        @ValidationRule(
            value = "oldSelf != 'Revoked' || self == 'Revoked'",
            message = "a revoked key stays revoked: make a new ApiKey")
        @Nullable KeyState state,
    @JsonPropertyDescription("Routes that the key may call, if they consent.")
        @Required
        @Size(min = 1, max = 64)
        List<RouteRef> routes,
    @JsonPropertyDescription(
            "Public model names that the key may use, on those routes; \"*\": all.")
        @Required
        @Size(min = 1, max = 64)
        List<@Size(min = 1, max = Formats.MODEL_LENGTH) @Pattern(Formats.MODEL_PATTERN) String>
            models,
    @JsonPropertyDescription("How much may run at a time and in a minute. Absent: no limits.")
        @Nullable RateLimits limits,
    @JsonPropertyDescription("LlmQuotas that count for the key too; all must allow. Absent: none.")
        @Size(max = 4)
        List<Ref> quotaRefs,
    @JsonPropertyDescription(
            "Tokens or money that may be spent in a period; all must have something left. Absent: no budgets.")
        @Size(max = 4)
        List<Budget> budgets,
    @JsonPropertyDescription(
            "What to do while the store of usage cannot be reached. Absent: spend only what is committed already.")
        @Nullable StoreOutage storeOutage,
    @JsonPropertyDescription(
            "Ranges from which the key is honoured. Absent or empty: from anywhere.")
        @Size(max = 32)
        List<@Size(max = Formats.CIDR_LENGTH) @Pattern(Formats.CIDR) String> clientCidrs,
    @JsonPropertyDescription("Who is behind it. Absent: unknown.") @Nullable Owner owner,
    @JsonPropertyDescription("Words by which spending is reported. Absent: none.") @Size(max = 16)
        Map<String, @Size(max = 63) String> tags) {
  public ApiKeySpec {
    routes = Absent.asEmpty(routes);
    models = Absent.asEmpty(models);
    quotaRefs = Absent.asEmpty(quotaRefs);
    budgets = Absent.asEmpty(budgets);
    clientCidrs = Absent.asEmpty(clientCidrs);
    tags = Absent.asEmpty(tags);
  }
}

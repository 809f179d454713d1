package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.gateway.ConfigStatus;
import dev.dragoman.resources.gateway.Laggard;
import dev.dragoman.resources.gateway.RolloutStatus;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true of a gateway. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LlmGatewayStatus(
    @JsonPropertyDescription("Generation that this status describes; -1 before the first look.")
        @Min(-1)
        @Max(Formats.MAX_LONG)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("What is true of the object now.") @Size(max = 16)
        List<Condition> conditions,
    @JsonPropertyDescription("Pods that exist.") @StatusReplicas @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer replicas,
    @JsonPropertyDescription("Labels of the pods, for autoscalers.")
        @LabelSelector
        @Size(max = 1024)
        @Nullable String selector,
    @JsonPropertyDescription("Where clients reach the gateway.") @Size(max = 16)
        List<@Size(max = 253) String> addresses,
    @JsonPropertyDescription("LlmRoutes that the gateway serves.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer attachedRoutes,
    @JsonPropertyDescription("ApiKeys that the gateway knows.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer attachedKeys,
    @JsonPropertyDescription("The configuration that was published.") @Nullable ConfigStatus config,
    @JsonPropertyDescription("How many pods run it.") @Nullable RolloutStatus rollout,
    @JsonPropertyDescription("Pods that do not run it, the first ten.") @Size(max = 10)
        List<Laggard> laggards) {
  public LlmGatewayStatus {
    conditions = Absent.asEmpty(conditions);
    addresses = Absent.asEmpty(addresses);
    laggards = Absent.asEmpty(laggards);
  }
}

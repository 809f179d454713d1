package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How evenly pods are spread. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TopologySpread(
    @JsonPropertyDescription("Greatest difference in pods between two places.")
        @Default("1")
        @Min(1)
        @Max(1000)
        @Nullable Integer maxSkew,
    @JsonPropertyDescription("Label of nodes; nodes with the same value are one place.")
        @Required
        @Size(min = 1, max = 317)
        String topologyKey,
    @JsonPropertyDescription("What happens when pods cannot be spread.") @Default("ScheduleAnyway")
        @Nullable Unsatisfiable whenUnsatisfiable) {}

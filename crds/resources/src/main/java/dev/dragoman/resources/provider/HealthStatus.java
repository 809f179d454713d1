package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How the upstream does, seen from the pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HealthStatus(
    @JsonPropertyDescription("Pods that leave it alone now.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer ejectedPods,
    @JsonPropertyDescription("Pods that use it.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer totalPods,
    @JsonPropertyDescription("The last failure.") @Nullable FailureStatus lastFailure) {}

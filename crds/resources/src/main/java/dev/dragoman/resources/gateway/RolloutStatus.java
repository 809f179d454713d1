package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How many pods run the published configuration. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutStatus(
    @JsonPropertyDescription("Pods that are wanted.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer desired,
    @JsonPropertyDescription("Pods that are ready.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer ready,
    @JsonPropertyDescription("Ready pods that run the published configuration.")
        @Min(0)
        @Max(Formats.MAX_INT)
        @Nullable Integer current,
    @JsonPropertyDescription("Ready pods that run an older one.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer behind,
    @JsonPropertyDescription("Ready pods that refused it.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer rejected,
    @JsonPropertyDescription("Ready pods that have not reported for 75 seconds.")
        @Min(0)
        @Max(Formats.MAX_INT)
        @Nullable Integer silent,
    @JsonPropertyDescription("Current of ready pods, such as 3/3.") @Size(max = Formats.WORD_LENGTH)
        @Nullable String summary) {}

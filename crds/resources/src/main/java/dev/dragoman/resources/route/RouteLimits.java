package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What may run on a route. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteLimits(
    @JsonPropertyDescription("Requests a minute, as a token bucket of that size. Absent: no limit.")
        @Min(1)
        @Max(10000000)
        @Nullable Integer requestsPerMinute,
    @JsonPropertyDescription(
            "Input and output tokens a minute, as a token bucket of that size. Absent: no limit.")
        @Min(1)
        @Max(Formats.MAX_LONG)
        @Nullable Long tokensPerMinute,
    @JsonPropertyDescription("Requests that may run at the same time. Absent: no limit.")
        @Min(1)
        @Max(1000000)
        @Nullable Integer concurrent,
    @JsonPropertyDescription("Whether the limits count for the whole route or for each key.")
        @Default("Route")
        @Nullable LimitScope per,
    @JsonPropertyDescription(
            "Most output tokens of one answer; greater wishes are lowered. Absent: the model's limit.")
        @Min(1)
        @Max(2147483647)
        @Nullable Integer maxOutputTokens) {}

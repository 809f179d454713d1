package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How much may run at a time and in a minute. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RateLimits(
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
        @Nullable Integer concurrent) {}

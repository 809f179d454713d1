package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What the contract with the vendor allows. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Capacity(
    @JsonPropertyDescription("Requests that may run at the same time. Absent: no limit.")
        @Min(1)
        @Max(1000000)
        @Nullable Integer maxConcurrent,
    @JsonPropertyDescription("Requests a minute. Absent: no limit.") @Min(1) @Max(10000000)
        @Nullable Integer requestsPerMinute,
    @JsonPropertyDescription("Input and output tokens a minute. Absent: no limit.")
        @Min(1)
        @Max(Formats.MAX_LONG)
        @Nullable Long tokensPerMinute) {}

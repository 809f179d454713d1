package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How pods end. The grace period is the sum of both times and 30 seconds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "duration(self.maxStream) <= duration('1h')",
    message = "maxStream is longer than 1h: write at most 1h")
public record Drain(
    @JsonPropertyDescription(
            "How long an ending pod still takes requests, until nobody sends it any.")
        @Default("15s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String preStopDelay,
    @JsonPropertyDescription("How long running streams may go on after that; at most 1h.")
        @Default("600s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String maxStream) {}

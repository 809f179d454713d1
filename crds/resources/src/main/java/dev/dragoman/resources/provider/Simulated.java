package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Pace of the built-in upstream. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Simulated(
    @JsonPropertyDescription("Time before the first token. Absent: none.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String firstTokenDelay,
    @JsonPropertyDescription("Time between two tokens. Absent: 20ms.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String tokenInterval,
    @JsonPropertyDescription("Tokens of an answer. Absent: as many as the echo has.")
        @Min(0)
        @Max(1000000)
        @Nullable Integer tokens) {}

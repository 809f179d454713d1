package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Money per million tokens; reasoning costs the output rate. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Rates(
    @JsonPropertyDescription("Input tokens.")
        @Required
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        String input,
    @JsonPropertyDescription("Output tokens, reasoning included.")
        @Required
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        String output,
    @JsonPropertyDescription("Input tokens read from the cache. Absent: as input.")
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        @Nullable String cachedInput,
    @JsonPropertyDescription("Input tokens written to the cache. Absent: as input.")
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        @Nullable String cacheWrite,
    @JsonPropertyDescription(
            "Input tokens written to the cache for an hour. Absent: as cacheWrite.")
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        @Nullable String cacheWrite1h,
    @JsonPropertyDescription("Audio input tokens. Absent: as input.")
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        @Nullable String inputAudio,
    @JsonPropertyDescription("Audio output tokens. Absent: as output.")
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        @Nullable String outputAudio) {}

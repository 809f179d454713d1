package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The configuration that was published. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConfigStatus(
    @JsonPropertyDescription(
            "Which sequence of generations this is; a new one begins when the old one is lost.")
        @Size(max = Formats.WORD_LENGTH)
        @Nullable String epoch,
    @JsonPropertyDescription("Number of the configuration.") @Min(0) @Max(Formats.MAX_LONG)
        @Nullable Long generation,
    @JsonPropertyDescription("SHA-256 of the configuration.") @Size(max = 128)
        @Nullable String digest,
    @JsonPropertyDescription("Its size.") @Min(0) @Max(Formats.MAX_LONG) @Nullable Long bytes,
    @JsonPropertyDescription("When it was published.") @Nullable Instant publishedAt) {}

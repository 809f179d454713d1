package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last failure. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FailureStatus(
    @JsonPropertyDescription("When.") @Nullable Instant at,
    @JsonProperty("class")
        @JsonPropertyDescription("What kind of failure.")
        @Size(max = Formats.WORD_LENGTH)
        @Nullable String failureClass) {}

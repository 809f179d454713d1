package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Whether answers are kept for the same question. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Cache(
    @JsonPropertyDescription("Exact: the same request gets the kept answer.") @Default("Disabled")
        @Nullable CacheMode mode,
    @JsonPropertyDescription("How long an answer is kept.")
        @Default("5m")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String ttl,
    @JsonPropertyDescription(
            "Who shares kept answers: one key, or the keys of one namespace; never more.")
        @Default("Key")
        @Nullable CacheScope scope,
    @JsonPropertyDescription("Largest answer that is kept.")
        @Default("256Ki")
        @Size(max = Formats.BYTES_LENGTH)
        @Pattern(Formats.BYTES)
        @Nullable String maxEntryBytes) {}

package dev.dragoman.resources.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One of a key's texts. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KeyVersion(
    @JsonPropertyDescription("Which one.") @Required @Size(max = Formats.WORD_LENGTH) String id,
    @JsonPropertyDescription("When it was made.") @Nullable Instant createdAt,
    @JsonPropertyDescription("Until when it is honoured. Absent: until the next rotation.")
        @Nullable Instant notAfter,
    @JsonPropertyDescription("Whether it is the newest.") @Nullable VersionState state) {}

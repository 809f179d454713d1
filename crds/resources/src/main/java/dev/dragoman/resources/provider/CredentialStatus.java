package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The credential in use; neither its value nor a digest of it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CredentialStatus(
    @JsonPropertyDescription("Grows when the credential changes.") @Min(0) @Max(Formats.MAX_LONG)
        @Nullable Long revision,
    @JsonPropertyDescription("When the last change was seen.") @Nullable Instant observedAt,
    @JsonPropertyDescription("When it ends, where that is known.") @Nullable Instant expiresAt) {}

package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.key.KeyVersion;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.UsageStatus;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true of a key. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ApiKeyStatus(
    @JsonPropertyDescription("Generation that this status describes; -1 before the first look.")
        @Min(-1)
        @Max(Formats.MAX_LONG)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("What is true of the object now.") @Size(max = 16)
        List<Condition> conditions,
    @JsonPropertyDescription("Public part of the key, as logs and metrics show it.")
        @Size(max = Formats.WORD_LENGTH)
        @Nullable String keyId,
    @JsonPropertyDescription("Name of the Secret that holds the key's text.")
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        @Nullable String secretName,
    @JsonPropertyDescription("The key's texts that are honoured.") @Size(max = 3)
        List<KeyVersion> versions,
    @JsonPropertyDescription("When the next text is made.") @Nullable Instant nextRotation,
    @JsonPropertyDescription("When the key was last used.") @Nullable Instant lastUsed,
    @JsonPropertyDescription("What was spent.") @Nullable UsageStatus usage) {
  public ApiKeyStatus {
    conditions = Absent.asEmpty(conditions);
    versions = Absent.asEmpty(versions);
  }
}

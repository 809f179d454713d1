package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A pod that does not run the published configuration. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Laggard(
    @JsonPropertyDescription("Name of the pod.")
        @Required
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        String pod,
    @JsonPropertyDescription("Configuration that it runs. Absent: none.")
        @Min(0)
        @Max(Formats.MAX_LONG)
        @Nullable Long generation,
    @JsonPropertyDescription("Why it lags.") @Size(max = 256) @Nullable String reason) {}

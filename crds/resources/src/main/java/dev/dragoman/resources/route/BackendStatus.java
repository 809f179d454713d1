package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What is true of one backend. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BackendStatus(
    @JsonPropertyDescription("Name of the backend.")
        @Required
        @Size(min = 1, max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        String name,
    @JsonPropertyDescription("Whether its provider exists, consents and is usable.")
        @Nullable Boolean resolved,
    @JsonPropertyDescription("Why it is not.") @Size(max = Formats.WORD_LENGTH)
        @Nullable String reason,
    @JsonPropertyDescription("Pods that send requests to it.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer healthyPods) {}

package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What to do while the store of usage cannot be reached. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StoreOutage(
    @JsonPropertyDescription(
            "HeldSlices: spend only what the pod has committed already. Allow: go on for the time in for; an overshoot is possible and recorded. Deny: refuse.")
        @Default("HeldSlices")
        @Nullable OutageMode mode,
    @JsonProperty("for")
        @JsonPropertyDescription("How long mode Allow goes on.")
        @Default("5m")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String forTime) {}

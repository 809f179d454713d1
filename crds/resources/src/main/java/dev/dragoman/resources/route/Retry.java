package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When the same backend is tried again; never after the first content was sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "duration(self.base) <= duration(self.max)",
    message = "base is longer than max: lower base or raise max")
public record Retry(
    @JsonPropertyDescription("Further calls to the same backend.") @Default("1") @Min(0) @Max(5)
        @Nullable Integer perBackend,
    @JsonPropertyDescription("Pause before the first further call; doubled each time after.")
        @Default("250ms")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String base,
    @JsonPropertyDescription("Longest pause.")
        @Default("5s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String max,
    @JsonPropertyDescription(
            "Longest pause that the upstream may ask for; if it asks for more, the backend is given up.")
        @Default("10s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String retryAfterMax,
    @JsonPropertyDescription("Most further calls, in percent of all calls.")
        @Default("20")
        @Min(0)
        @Max(100)
        @Nullable Integer budgetPercent) {}

package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A time of day in UTC; it may pass midnight. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.start != self.end",
    message = "start and end are the same: write two different times")
public record DailyWindow(
    @JsonPropertyDescription("First minute, as 16:30.")
        @Required
        @Size(max = Formats.CLOCK_LENGTH)
        @Pattern(Formats.CLOCK)
        String start,
    @JsonPropertyDescription("First minute after it, as 00:30.")
        @Required
        @Size(max = Formats.CLOCK_LENGTH)
        @Pattern(Formats.CLOCK)
        String end) {}

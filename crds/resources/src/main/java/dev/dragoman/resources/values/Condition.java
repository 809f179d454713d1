package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One aspect of an object's state, in the shape of metav1.Condition. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Condition(
    @JsonPropertyDescription("What the condition speaks of, such as Ready.")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Z][A-Za-z]*$")
        String type,
    @JsonPropertyDescription("Whether it holds.") @Required @Nullable ConditionStatus status,
    @JsonPropertyDescription("Generation of the object that was judged.")
        @Min(0)
        @Max(Formats.MAX_LONG)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When the status last changed.") @Required Instant lastTransitionTime,
    @JsonPropertyDescription("One word of a closed list that says why.")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String reason,
    @JsonPropertyDescription("What was found and what to do, for people.")
        @Required
        @Size(max = Formats.MESSAGE_LENGTH)
        String message) {}

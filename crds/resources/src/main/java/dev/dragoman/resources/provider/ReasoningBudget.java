package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Bounds of the tokens for thinking. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!(has(self.min) && has(self.max)) || self.min <= self.max",
    message = "min is greater than max: lower min or raise max")
public record ReasoningBudget(
    @JsonPropertyDescription("Fewest tokens. Absent: the built-in table's.")
        @Min(0)
        @Max(2147483647)
        @Nullable Integer min,
    @JsonPropertyDescription("Most tokens. Absent: the built-in table's.") @Min(1) @Max(2147483647)
        @Nullable Integer max) {}

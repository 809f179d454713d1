package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Rates of a whole request whose input is long. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PriceTier(
    @JsonPropertyDescription("These rates hold when the input has more tokens than this.")
        @Required
        @Min(1)
        @Max(2147483647)
        Integer aboveInputTokens,
    @JsonPropertyDescription(
            "Rates of the whole request, in the currency of the price per million tokens.")
        @Required
        Rates rates) {}

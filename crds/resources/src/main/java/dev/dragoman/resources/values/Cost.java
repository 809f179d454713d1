package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An amount of money. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Cost(
    @JsonPropertyDescription("The amount, as a decimal string such as \"500\".")
        @Required
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        String amount,
    @JsonPropertyDescription(
            "Currency by ISO 4217, such as USD; prices in another currency do not count.")
        @Required
        @Size(max = Formats.CURRENCY_LENGTH)
        @Pattern(Formats.CURRENCY)
        String currency) {}

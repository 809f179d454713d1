package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens or money that may be spent in a period. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.tokens) || has(self.cost)",
    message = "a budget limits something: set tokens, cost or both")
public record Budget(
    @JsonPropertyDescription("Name of the budget, unique in its list.")
        @Required
        @Size(min = 1, max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        String name,
    @JsonPropertyDescription("How long it lasts before it starts anew; Lifetime never does.")
        @Required
        @Nullable BudgetPeriod period,
    @JsonPropertyDescription("IANA time zone whose midnight starts a period.")
        @Default("UTC")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z][A-Za-z0-9_+/\\-]*$")
        @Nullable String timeZone,
    @JsonPropertyDescription("Day of the month on which a period of Month starts.")
        @Default("1")
        @Min(1)
        @Max(28)
        @Nullable Integer resetDay,
    @JsonPropertyDescription("Input and output tokens in a period. Absent: tokens are not limited.")
        @Min(1)
        @Max(Formats.MAX_LONG)
        @Nullable Long tokens,
    @JsonPropertyDescription(
            "Money in a period, by the prices of the providers. Absent: money is not limited.")
        @Nullable Cost cost,
    @JsonPropertyDescription("Block refuses requests until the next period; Warn only reports.")
        @Default("Block")
        @Nullable BudgetAction onExceeded,
    @JsonPropertyDescription("Shares of the budget, in percent, whose crossing is reported.")
        @Default("[50, 80, 100]")
        @Size(max = 8)
        List<@Min(1) @Max(1000) Integer> alertPercents) {
  public Budget {
    alertPercents = Absent.asEmpty(alertPercents);
  }
}

package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a model costs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Price(
    @JsonPropertyDescription("Currency by ISO 4217, such as USD.")
        @Required
        @Size(max = Formats.CURRENCY_LENGTH)
        @Pattern(Formats.CURRENCY)
        String currency,
    @JsonPropertyDescription("Money per million tokens.") @Required Rates rates,
    @JsonPropertyDescription(
            "Rates of requests with long input; the highest threshold that is passed decides. Absent: rates holds for all.")
        @Size(max = 4)
        List<PriceTier> tiers,
    @JsonPropertyDescription(
            "Rates of other times; the last entry that holds decides. Absent: the rates never change.")
        @Size(max = 8)
        List<PriceSchedule> schedule) {
  public Price {
    tiers = Absent.asEmpty(tiers);
    schedule = Absent.asEmpty(schedule);
  }
}

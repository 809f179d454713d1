package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rates that hold from a day on, or at a time of day. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.from) || has(self.dailyUtc)",
    message = "an entry of a schedule says when it holds: set from, dailyUtc or both")
public record PriceSchedule(
    @JsonPropertyDescription("First day, in UTC, as 2026-03-13. Absent: always.")
        @Size(max = Formats.DATE_LENGTH)
        @Pattern(Formats.DATE)
        @Nullable String from,
    @JsonPropertyDescription("Time of day. Absent: all day.") @Nullable DailyWindow dailyUtc,
    @JsonPropertyDescription("Rates at that time, in the currency of the price per million tokens.")
        @Required
        Rates rates,
    @JsonPropertyDescription(
            "Rates of requests with long input at that time. Absent: rates holds for all.")
        @Size(max = 4)
        List<PriceTier> tiers) {
  public PriceSchedule {
    tiers = Absent.asEmpty(tiers);
  }
}

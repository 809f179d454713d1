package dev.dragoman.fleet;

import dev.dragoman.contract.PriceEntry;
import dev.dragoman.resources.provider.DailyWindow;
import dev.dragoman.resources.provider.Price;
import dev.dragoman.resources.provider.PriceSchedule;
import dev.dragoman.resources.provider.PriceTier;
import dev.dragoman.resources.provider.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a spec says of prices, as the contract has it. */
final class Prices {
  private Prices() {}

  /**
   * Reads a price.
   *
   * @throws IllegalArgumentException when an amount or a tier makes no sense
   * @throws java.time.DateTimeException when a day or a time is none
   */
  static PriceEntry of(Price price) {
    return new PriceEntry(
        price.currency(),
        rates(price.rates()),
        tiers(price.tiers()),
        price.schedule().stream().map(Prices::scheduled).toList());
  }

  private static PriceEntry.Scheduled scheduled(PriceSchedule entry) {
    DailyWindow daily = entry.dailyUtc();
    return new PriceEntry.Scheduled(
        entry.from() == null ? null : LocalDate.parse(entry.from()),
        daily == null
            ? null
            : new PriceEntry.DailyWindow(
                LocalTime.parse(daily.start()), LocalTime.parse(daily.end())),
        rates(entry.rates()),
        tiers(entry.tiers()));
  }

  private static List<PriceEntry.Tier> tiers(List<PriceTier> tiers) {
    List<PriceEntry.Tier> sorted =
        tiers.stream()
            .map(tier -> new PriceEntry.Tier(tier.aboveInputTokens(), rates(tier.rates())))
            .sorted(Comparator.comparingLong(PriceEntry.Tier::aboveInputTokens))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).aboveInputTokens() == sorted.get(i - 1).aboveInputTokens()) {
        throw new IllegalArgumentException("two tiers begin at the same number of tokens");
      }
    }
    return sorted;
  }

  private static PriceEntry.Rates rates(Rates rates) {
    return new PriceEntry.Rates(
        new BigDecimal(rates.input()),
        new BigDecimal(rates.output()),
        amount(rates.cachedInput()),
        amount(rates.cacheWrite()),
        amount(rates.cacheWrite1h()),
        amount(rates.inputAudio()),
        amount(rates.outputAudio()));
  }

  private static @Nullable BigDecimal amount(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}

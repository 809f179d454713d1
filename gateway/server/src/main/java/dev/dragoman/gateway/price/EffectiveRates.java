package dev.dragoman.gateway.price;

import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.PriceEntry.DailyWindow;
import dev.dragoman.contract.PriceEntry.Rates;
import dev.dragoman.contract.PriceEntry.Scheduled;
import dev.dragoman.contract.PriceEntry.Tier;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The rates of one request: those of the last entry of the schedule that applies, else the price's
 * own; and of these the last tier that its whole input exceeds.
 */
final class EffectiveRates {
  private EffectiveRates() {}

  static Rates of(PriceEntry price, long inputTotal, Instant at) {
    List<Scheduled> schedule = price.schedule();
    if (!schedule.isEmpty()) {
      LocalDateTime time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
      for (int i = schedule.size() - 1; i >= 0; i--) {
        Scheduled entry = schedule.get(i);
        if (applies(entry, time)) {
          return tier(entry.rates(), entry.tiers(), inputTotal);
        }
      }
    }
    return tier(price.rates(), price.tiers(), inputTotal);
  }

  private static boolean applies(Scheduled entry, LocalDateTime time) {
    return (entry.from() == null || !time.toLocalDate().isBefore(entry.from()))
        && (entry.dailyUtc() == null || isWithin(entry.dailyUtc(), time.toLocalTime()));
  }

  private static boolean isWithin(DailyWindow window, LocalTime time) {
    boolean begun = !time.isBefore(window.start());
    boolean ended = !time.isBefore(window.end());
    return window.end().isBefore(window.start()) ? begun || !ended : begun && !ended;
  }

  private static Rates tier(Rates base, List<Tier> tiers, long inputTotal) {
    Rates rates = base;
    for (Tier tier : tiers) {
      if (inputTotal > tier.aboveInputTokens()) {
        rates = tier.rates();
      }
    }
    return rates;
  }
}

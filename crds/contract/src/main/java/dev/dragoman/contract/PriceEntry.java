package dev.dragoman.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs. Reasoning tokens cost the output rate.
 *
 * @param currency ISO 4217
 * @param tiers by rising {@link Tier#aboveInputTokens}
 * @param schedule other rates at other times; the last entry that applies wins
 */
public record PriceEntry(String currency, Rates rates, List<Tier> tiers, List<Scheduled> schedule) {
  public PriceEntry {
    Require.text(currency, "currency");
    tiers = List.copyOf(tiers);
    schedule = List.copyOf(schedule);
  }

  /**
   * Amounts per million tokens; absent ones cost as {@code input} and {@code output} do, and {@code
   * cacheWrite1h} as {@code cacheWrite}.
   *
   * @param cachedInput input read from the vendor's cache
   * @param cacheWrite input written to it, for its usual lifetime
   * @param cacheWrite1h input written to it for an hour
   */
  public record Rates(
      BigDecimal input,
      BigDecimal output,
      @Nullable BigDecimal cachedInput,
      @Nullable BigDecimal cacheWrite,
      @Nullable BigDecimal cacheWrite1h,
      @Nullable BigDecimal inputAudio,
      @Nullable BigDecimal outputAudio) {
    public Rates {
      input = Money.plain(input);
      output = Money.plain(output);
      cachedInput = Money.plainOrNull(cachedInput);
      cacheWrite = Money.plainOrNull(cacheWrite);
      cacheWrite1h = Money.plainOrNull(cacheWrite1h);
      inputAudio = Money.plainOrNull(inputAudio);
      outputAudio = Money.plainOrNull(outputAudio);
    }
  }

  /** Rates of a whole request whose input exceeds so many tokens. */
  public record Tier(long aboveInputTokens, Rates rates) {
    public Tier {
      Require.atLeast(0, aboveInputTokens, "aboveInputTokens");
    }
  }

  /**
   * Rates from a day on, or at hours of the day, or both.
   *
   * @param from first day in UTC
   */
  public record Scheduled(
      @Nullable LocalDate from, @Nullable DailyWindow dailyUtc, Rates rates, List<Tier> tiers) {
    public Scheduled {
      tiers = List.copyOf(tiers);
    }
  }

  /** From {@code start} until just before {@code end}, over midnight when that is smaller. */
  public record DailyWindow(LocalTime start, LocalTime end) {}
}

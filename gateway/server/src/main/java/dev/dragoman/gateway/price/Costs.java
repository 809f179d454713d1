package dev.dragoman.gateway.price;

import dev.dragoman.contract.Money;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.PriceEntry.Rates;
import dev.dragoman.store.usage.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one request.
 *
 * <pre>
 * tokens         rate           where it is not told
 * input          input
 * cacheRead      cachedInput    input
 * cacheWrite     cacheWrite     input
 * cacheWrite1h   cacheWrite1h   cacheWrite
 * audioInput     inputAudio     input
 * output         output
 * reasoning      output
 * audioOutput    outputAudio    output
 * </pre>
 */
public final class Costs {
  private static final int PER_TOKENS = 6;

  private Costs() {}

  /**
   * What these tokens cost, in the price's currency.
   *
   * @param at when they were used: prices have schedules
   */
  public static Money of(PriceEntry price, TokenUsage tokens, Instant at) {
    Rates rates = EffectiveRates.of(price, tokens.inputTotal(), at);
    BigDecimal sum = cost(tokens.input() - tokens.audioInput(), rates.input());
    sum = sum.add(cost(tokens.output() - tokens.audioOutput(), rates.output()));
    if (tokens.cacheRead() != 0) {
      sum = sum.add(cost(tokens.cacheRead(), or(rates.cachedInput(), rates.input())));
    }
    if (tokens.cacheWrite() != 0 || tokens.cacheWrite1h() != 0) {
      BigDecimal write = or(rates.cacheWrite(), rates.input());
      sum = sum.add(cost(tokens.cacheWrite(), write));
      sum = sum.add(cost(tokens.cacheWrite1h(), or(rates.cacheWrite1h(), write)));
    }
    if (tokens.audioInput() != 0 || tokens.audioOutput() != 0) {
      sum = sum.add(cost(tokens.audioInput(), or(rates.inputAudio(), rates.input())));
      sum = sum.add(cost(tokens.audioOutput(), or(rates.outputAudio(), rates.output())));
    }
    return new Money(sum.movePointLeft(PER_TOKENS), price.currency());
  }

  private static BigDecimal cost(long tokens, BigDecimal rate) {
    return rate.multiply(BigDecimal.valueOf(tokens));
  }

  private static BigDecimal or(@Nullable BigDecimal rate, BigDecimal otherwise) {
    return rate == null ? otherwise : rate;
  }
}

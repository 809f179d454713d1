package dev.dragoman.contract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount.
 *
 * @param amount exact; equal values have one form, whatever zeros they were written with
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, String currency) {
  public Money {
    amount = plain(amount);
    Require.text(currency, "currency");
  }

  static BigDecimal plain(BigDecimal value) {
    Require.that(value.signum() >= 0, "an amount must not be negative");
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static @Nullable BigDecimal plainOrNull(@Nullable BigDecimal value) {
    return value == null ? null : plain(value);
  }
}

package dev.dragoman.standalone.usage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them in a narrow column. */
final class Amounts {
  private static final BigDecimal LEAST_MONEY = new BigDecimal("0.0001");
  private static final int DIGITS_OF_MONEY = 4;
  private static final long WHOLE = 99_999;
  private static final String[] UNITS = {"k", "M", "G", "T", "P"};

  private Amounts() {}

  /** As in {@code 1,204} or {@code 1.2M}. */
  static String count(long value) {
    if (value <= WHOLE) {
      return String.format(Locale.ROOT, "%,d", value);
    }
    BigDecimal scaled = BigDecimal.valueOf(value);
    int unit = -1;
    do {
      scaled = scaled.movePointLeft(3);
      unit++;
    } while (scaled.compareTo(BigDecimal.valueOf(999)) > 0 && unit < UNITS.length - 1);
    return scaled.round(new MathContext(3, RoundingMode.HALF_UP)).toPlainString() + UNITS[unit];
  }

  /** To a hundredth of a cent; what is less and not nothing says so. */
  static String money(BigDecimal amount) {
    if (amount.signum() > 0 && amount.compareTo(LEAST_MONEY) < 0) {
      return "<" + LEAST_MONEY.toPlainString();
    }
    return String.format(
        Locale.ROOT, "%,.4f", amount.setScale(DIGITS_OF_MONEY, RoundingMode.HALF_UP));
  }
}

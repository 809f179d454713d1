package dev.dragoman.store.window;

import java.math.BigDecimal;

/** Amounts of tokens, requests or money: exact, and equal ones have one form. */
final class Amounts {
  private Amounts() {}

  static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}

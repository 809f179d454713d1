package dev.dragoman.gateway.limit.debt;

import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.limit.debt.Debt.Telling;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The debts of one process as JSON. Amounts are text, to the last digit.
 *
 * @param format {@link #FORMAT}
 * @param store whose windows they are of
 * @param recorded when, by the clock of this machine
 */
record DebtFile(int format, StoreEntry store, Instant recorded, List<Line> debts) {
  private static final int FORMAT = 1;

  /** One debt. */
  record Line(
      WindowId id,
      String holder,
      long sequence,
      String held,
      String reserved,
      List<Told> tellings,
      @Nullable Instant until) {}

  /** One telling. */
  record Told(
      String spent,
      long requests,
      long input,
      long output,
      long cached,
      long limited,
      String cost) {}

  static byte[] bytes(StoreEntry store, Instant recorded, List<Debt> debts) {
    return ContractJson.write(
        new DebtFile(FORMAT, store, recorded, debts.stream().map(DebtFile::line).toList()));
  }

  /** What was read is not what {@link #bytes} wrote; the message says why. */
  static final class Damage extends Exception {
    private static final long serialVersionUID = 1L;

    Damage(String message) {
      super(message);
    }
  }

  /** Reads what {@link #bytes} wrote. */
  static DebtFile read(byte[] json) throws Damage {
    DebtFile file;
    try {
      file = ContractJson.read(json, DebtFile.class);
    } catch (ContractException e) {
      throw new Damage(String.valueOf(e.getMessage()));
    }
    if (file.format != FORMAT) {
      throw new Damage("its format is " + file.format + ", and " + FORMAT + " is known");
    }
    return file;
  }

  List<Debt> all() throws Damage {
    try {
      return debts.stream().map(DebtFile::debt).toList();
    } catch (NumberFormatException e) {
      throw new Damage("an amount of it is none");
    }
  }

  private static Line line(Debt debt) {
    return new Line(
        debt.id(),
        debt.holder(),
        debt.sequence(),
        debt.held().toPlainString(),
        debt.reserved().toPlainString(),
        debt.tellings().stream().map(DebtFile::told).toList(),
        debt.until());
  }

  private static Told told(Telling telling) {
    Tally counted = telling.counted();
    return new Told(
        telling.spent().toPlainString(),
        counted.requests(),
        counted.inputTokens(),
        counted.outputTokens(),
        counted.cachedTokens(),
        counted.limited(),
        counted.cost().toPlainString());
  }

  private static Debt debt(Line line) {
    return new Debt(
        line.id,
        line.holder,
        line.sequence,
        new BigDecimal(line.held),
        new BigDecimal(line.reserved),
        line.tellings.stream().map(DebtFile::telling).toList(),
        line.until);
  }

  private static Telling telling(Told told) {
    return new Telling(
        new BigDecimal(told.spent),
        new Tally(
            told.requests,
            told.input,
            told.output,
            told.cached,
            told.limited,
            new BigDecimal(told.cost)));
  }
}

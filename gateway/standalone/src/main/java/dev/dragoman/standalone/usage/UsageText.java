package dev.dragoman.standalone.usage;

import dev.dragoman.store.report.BudgetReport;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.UsageReport;
import dev.dragoman.store.report.UsageReport.UsageLine;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Usage as a person reads it: tables with bars, 80 columns wide at most. */
public final class UsageText {
  private static final int GROUP = 22;
  private static final String ROW = "%-22s %8s %7s %8s %8s %14s %s";
  private static final String BUDGET_ROW = "%-22s %-10s %20s %s %5s  %s";
  private static final int KEY = 22;
  private static final int NAME = 10;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();
  private final Charset charset;

  private UsageText(Charset charset) {
    this.charset = charset;
  }

  /**
   * The text.
   *
   * @param charset of the terminal
   */
  public static String of(UsageAnswer answer, Charset charset) {
    UsageText lines = new UsageText(charset);
    lines.usage(answer.usage());
    lines.budgets(answer);
    return lines.text.toString();
  }

  private void line(String row) {
    text.append(row.stripTrailing()).append('\n');
  }

  private void usage(UsageReport usage) {
    line("Usage from " + usage.from() + " to " + usage.to() + " by " + usage.by());
    if (usage.lines().isEmpty()) {
      line("  nothing was used");
      return;
    }
    text.append('\n');
    String group = usage.by().name().toUpperCase(Locale.ROOT);
    line(ROW.formatted(group, "REQUESTS", "LIMITED", "INPUT", "OUTPUT", "COST", ""));
    Map<String, Tally> sums = new TreeMap<>();
    usage
        .lines()
        .forEach(line ->
            sums.merge(Objects.requireNonNullElse(line.currency(), ""), line.tally(), Tally::plus));
    Bars bars = Bars.in(charset, 6);
    BigDecimal most =
        usage.lines().stream().map(UsageText::size).max(BigDecimal::compareTo).orElseThrow();
    for (UsageLine line : usage.lines()) {
      row(line.group(), line.currency(), line.tally(), bars.of(size(line), most));
    }
    if (usage.lines().size() > 1) {
      sums.forEach((currency, sum) -> row("total", currency.isEmpty() ? null : currency, sum, ""));
    }
  }

  /** What a bar shows: tokens, for they are there whether or not anything has a price. */
  private static BigDecimal size(UsageLine line) {
    return BigDecimal.valueOf(line.tally().inputTokens() + line.tally().outputTokens());
  }

  private void row(String group, @Nullable String currency, Tally tally, String bar) {
    line(
        ROW.formatted(
            cut(group, GROUP),
            Amounts.count(tally.requests()),
            Amounts.count(tally.limited()),
            Amounts.count(tally.inputTokens()),
            Amounts.count(tally.outputTokens()),
            currency == null ? "-" : Amounts.money(tally.cost()) + " " + currency,
            bar));
  }

  private void budgets(UsageAnswer answer) {
    if (answer.keys().stream().allMatch(key -> key.budgets().isEmpty())) {
      return;
    }
    text.append('\n');
    line(BUDGET_ROW.formatted("BUDGETS", "", "SPENT OF LIMIT", " ".repeat(6), "", "RESETS, UTC"));
    Bars bars = Bars.in(charset, 6);
    for (KeyReport key : answer.keys()) {
      key.budgets().forEach(budget -> budget(key, budget, bars));
    }
  }

  private void budget(KeyReport key, BudgetReport budget, Bars bars) {
    BigDecimal spent = Objects.requireNonNullElse(budget.spent(), BigDecimal.ZERO);
    line(
        BUDGET_ROW.formatted(
            cut(key.name(), KEY),
            cut(budget.name(), NAME),
            of(budget, spent),
            bars.of(spent, budget.limit()),
            Objects.requireNonNullElse(budget.percent(), 0) + "%",
            moment(budget.resetsAt())));
  }

  private static String of(BudgetReport budget, BigDecimal spent) {
    return budget.currency() == null
        ? Amounts.count(spent.longValue()) + " / " + Amounts.count(budget.limit().longValue())
        : Amounts.money(spent) + " / " + budget.limit().toPlainString() + " " + budget.currency();
  }

  private static String moment(@Nullable Instant moment) {
    return moment == null ? "never" : MOMENT.format(moment);
  }

  /** Names hold anything; what is too long loses its middle. */
  private static String cut(String name, int width) {
    String plain = name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    if (plain.length() <= width) {
      return plain;
    }
    int tail = width / 2;
    return plain.substring(0, width - tail - 2) + ".." + plain.substring(plain.length() - tail);
  }
}

package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.Stores;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Periods;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dragoman usage} on the store of a start without a directory. */
class UsageTest {
  private static final String SCOPE = "environment";
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);
  private static final String[] DAYS = {"--from", "2026-03-30", "--to", "2026-03-31"};
  private static final BudgetEntry MONTHLY =
      new BudgetEntry(
          "monthly",
          BudgetEntry.Period.Month,
          "UTC",
          1,
          null,
          new Money(BigDecimal.ONE, "USD"),
          BudgetEntry.OnExceeded.Block,
          List.of());
  private static final BudgetEntry EVER =
      new BudgetEntry(
          "ever",
          BudgetEntry.Period.Lifetime,
          "UTC",
          1,
          2_000_000L,
          null,
          BudgetEntry.OnExceeded.Warn,
          List.of());

  private static final Tally LIMITED = new Tally(0, 0, 0, 0, 25, BigDecimal.ZERO);

  @TempDir Path home;

  @BeforeEach
  void someUsage() throws IOException {
    Files.createDirectories(home.resolve(".dragoman"));
    try (Store store = Stores.open(StoreEntry.SQLITE, home.resolve(".dragoman"))) {
      KeyEntry ci = key("team-a/ci", List.of(MONTHLY, EVER));
      KeyEntry dev = key("team-b/a-developer-with-a-very-long-name", List.of());
      spend(store, ci, MONTHLY, "cost", "0.915");
      spend(store, ci, EVER, "tokens", "1234567");
      store
          .usage()
          .replace(
              List.of(
                  totals(FIRST, ci, "claude", tally(1_204, 1_200_000, 34_567, "4.1832"), "USD"),
                  totals(SECOND, ci, "claude", tally(3, 900, 90, "0.00001"), "USD"),
                  totals(SECOND, dev, "gpt", tally(40, 300_000, 9_000, "1.5").plus(LIMITED), "EUR"),
                  totals(SECOND, dev, "local", tally(7, 70_000, 700, "0"), null)))
          .join();
      store.keys().put(item(ci)).join();
      store.keys().put(item(dev)).join();
    }
  }

  private static KeyEntry key(String name, List<BudgetEntry> budgets) {
    return new KeyEntry(
        name,
        "uid of " + name,
        KeyText.keyIdOf(name),
        List.of(DigestEntry.of(KeyText.digestOf(name))),
        KeyEntry.State.Active,
        null,
        null,
        List.of("*"),
        List.of("*"),
        List.of(),
        new SpendPolicy(List.of(), budgets, null),
        List.of(),
        null,
        Map.of());
  }

  private static KeyItem item(KeyEntry entry) {
    return new KeyItem(SCOPE, KeyItem.Source.Admin, 1, entry, Instant.now(), null, null);
  }

  private static void spend(
      Store store, KeyEntry key, BudgetEntry budget, String measure, String amount) {
    Instant start = Periods.containing(budget, Instant.now()).start();
    String bound = "budget/" + budget.name() + "/" + measure;
    store
        .windows()
        .change(
            new WindowChange(
                new WindowId(SCOPE, key.uid(), bound, start),
                "a process",
                1,
                new BigDecimal(amount),
                BigDecimal.ZERO,
                null,
                Tally.NONE,
                null))
        .join();
  }

  private static Tally tally(long requests, long input, long output, String cost) {
    return new Tally(requests, input, output, 0, 0, new BigDecimal(cost));
  }

  private static UsageTotals totals(
      LocalDate day, KeyEntry key, String model, Tally tally, @Nullable String currency) {
    UsageLabels labels =
        new UsageLabels(key.uid(), key.keyId(), key.name(), null, "chat", "provider", model);
    return new UsageTotals(SCOPE, day, labels, "a process", tally, currency);
  }

  private Shell.Outcome usage(String... options) {
    String[] arguments = new String[options.length + DAYS.length + 1];
    arguments[0] = "usage";
    System.arraycopy(DAYS, 0, arguments, 1, DAYS.length);
    System.arraycopy(options, 0, arguments, 1 + DAYS.length, options.length);
    return new Shell(home, Map.of()).run(gateway -> {}, arguments);
  }

  @Test
  void daysAreATableWithBarsAndSums() {
    // When
    Shell.Outcome outcome = usage();

    // Then
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith(
            """
            Usage from 2026-03-30 to 2026-03-31 by day

            DAY                    REQUESTS LIMITED    INPUT   OUTPUT           COST
            2026-03-30                1,204       0    1.20M   34,567     4.1832 USD ██████
            2026-03-31                    7       0   70,000      700              - ▍
            2026-03-31                   40      25     300k    9,000     1.5000 EUR █▌
            2026-03-31                    3       0      900       90    <0.0001 USD ▏
            total                         7       0   70,000      700              -
            total                        40      25     300k    9,000     1.5000 EUR
            total                     1,207       0    1.20M   34,657     4.1832 USD
            """);
  }

  @Test
  void budgetsSayWhatIsSpentAndWhenTheyReset() {
    // When
    String said = usage("--by", "key").out();

    // Then
    assertThat(said)
        .containsPattern("team-a/ci +monthly +0\\.9150 / 1 USD █████▌ +91%  \\d\\d-01 00:00\n")
        .containsPattern("team-a/ci +ever +1\\.23M / 2\\.00M ███▊ +61%  never\n")
        .contains("team-b/a-..y-long-name");
    assertThat(said.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void oneKeyIsChosenByItsName() {
    // When
    String said = usage("--by", "model", "--key", "ci").out();

    // Then
    assertThat(said).contains("claude", "1,207").doesNotContain("gpt", "local");
  }

  @Test
  void spreadsheetsGetExactNumbers() {
    assertThat(usage("--by", "model", "-o", "csv").out())
        .isEqualTo(
            """
            model,currency,requests,input_tokens,cached_tokens,output_tokens,limited,cost
            claude,USD,1207,1200900,0,34657,0,4.18321
            gpt,EUR,40,300000,0,9000,25,1.5
            local,,7,70000,0,700,0,
            """);
  }

  @Test
  void programsGetAllOfIt() {
    // When
    JsonNode said = JsonMapper.shared().readTree(usage("-o", "json").out());

    // Then
    assertThat(said.at("/usage/lines/0/tally/cost").asString()).isEqualTo("4.1832");
    assertThat(said.at("/keys/0/budgets/0/remaining").asString()).isEqualTo("0.085");
    assertThat(said.at("/keys/0/budgets/0/percent").asInt()).isEqualTo(91);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--days 0|--days: give a whole number of at least 1",
        "--from 2026-04-02 --to 2026-04-01|--from: lies after the last day, 2026-04-01",
        "--key nobody|--key: no key is called so; known: team-a/ci, team-b/a-developer",
        "--state-dir nowhere|not there, so nothing was used yet",
        "--url http://127.0.0.1:1|MASTER_API_KEY: not set",
        "--url ftp://host|--url: not a URL of http",
        "--url http://127.0.0.1:1 dir|--url: asks a gateway that runs; leave DIR"
      })
  void aWrongQuestionIsOneLine(String options, String line) {
    // When
    Shell.Outcome outcome =
        new Shell(home, Map.of()).run(gateway -> {}, ("usage " + options).split(" "));

    // Then
    assertThat(outcome.err().strip()).contains(line).doesNotContain("\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}

package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.Money;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageRecord.Basis;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageStore.Query;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every adapter does with usage. */
interface UsageStoreContract extends StoreContract {
  /** Not long ago, for a store may forget what is old. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.DAYS);
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(now(), ZoneOffset.UTC);
  }

  private UsageStore usage() {
    return store().usage();
  }

  private static UsageLabels labels(String subject, String model) {
    return new UsageLabels(subject, "aaaabbbbcccc", "team-a/" + subject, null, "chat", "p", model);
  }

  private static UsageRecord record(String scope, String subject, int number) {
    return new UsageRecord(
        scope,
        "req-" + number,
        1,
        now().plusMillis(number),
        labels(subject, "gpt"),
        new TokenUsage(1, 2, 3, 4, 5, 6, 7, 8),
        number % 2 == 0 ? null : new Money(new BigDecimal("0.000123"), "USD"),
        Basis.drain,
        "success");
  }

  private static UsageTotals totals(
      String scope, LocalDate day, UsageLabels labels, String holder, long requests) {
    return totals(scope, day, labels, holder, requests, "USD");
  }

  private static UsageTotals totals(
      String scope,
      LocalDate day,
      UsageLabels labels,
      String holder,
      long requests,
      @Nullable String currency) {
    Tally tally =
        new Tally(
            requests, requests * 10, requests * 2, requests, 1, BigDecimal.valueOf(requests, 7));
    return new UsageTotals(scope, day, labels, holder, tally, currency);
  }

  private List<UsageTotals> query(
      String scope, LocalDate from, LocalDate to, @Nullable String subject) {
    return Answers.of(usage().totals(new Query(scope, from, to, subject)));
  }

  @Test
  default void recordsOfAKeyComeNewestFirst() {
    // Given
    String scope = freshScope();
    List<UsageRecord> records =
        IntStream.range(0, 60).mapToObj(number -> record(scope, "key", number)).toList();
    Answers.of(usage().record(records));
    Answers.of(usage().record(List.of(record(scope, "other", 99))));

    // When
    List<UsageRecord> newest = Answers.of(usage().records(scope, "key", 3));

    // Then
    assertThat(newest).containsExactly(records.get(59), records.get(58), records.get(57));
  }

  @Test
  default void aRecordThatIsWrittenAgainIsOne() {
    // Given
    String scope = freshScope();
    UsageRecord record = record(scope, "key", 1);
    Answers.of(usage().record(List.of(record, record)));

    // When
    Answers.of(usage().record(List.of(record)));

    // Then
    assertThat(Answers.of(usage().records(scope, "key", 10))).containsExactly(record);
  }

  @Test
  default void nothingToWriteIsWritten() {
    // Given
    String scope = freshScope();

    // When
    Answers.of(usage().record(List.of()));
    Answers.of(usage().replace(List.of()));

    // Then
    assertThat(Answers.of(usage().records(scope, "key", 10))).isEmpty();
    assertThat(query(scope, today(), today(), null)).isEmpty();
  }

  @Test
  default void aProcessReplacesWhatItCountedBefore() {
    // Given
    String scope = freshScope();
    UsageLabels labels = labels("key", "gpt");
    Answers.of(usage().replace(List.of(totals(scope, today(), labels, "pod-1", 3))));

    // When
    Answers.of(usage().replace(List.of(totals(scope, today(), labels, "pod-1", 5))));

    // Then
    assertThat(query(scope, today(), today(), null))
        .containsExactly(totals(scope, today(), labels, "", 5));
  }

  @Test
  default void processesAddUp() {
    // Given
    String scope = freshScope();
    UsageLabels labels = labels("key", "gpt");
    UsageTotals first = totals(scope, today(), labels, "pod-1", 3);
    UsageTotals second = totals(scope, today(), labels, "pod-2", 4);

    // When
    Answers.of(usage().replace(List.of(first, second)));

    // Then
    assertThat(query(scope, today(), today(), null))
        .containsExactly(
            new UsageTotals(scope, today(), labels, "", first.tally().plus(second.tally()), "USD"));
  }

  @Test
  default void totalsComeByDayAndLabels() {
    // Given
    String scope = freshScope();
    LocalDate yesterday = today().minusDays(1);
    Answers.of(
        usage()
            .replace(
                List.of(
                    totals(scope, today(), labels("b", "gpt"), "pod", 1),
                    totals(scope, today(), labels("a", "opus"), "pod", 2),
                    totals(scope, today(), labels("a", "gpt"), "pod", 3, null),
                    totals(scope, today(), labels("a", "gpt"), "pod", 4, "EUR"),
                    totals(scope, yesterday, labels("b", "gpt"), "pod", 5),
                    totals(scope, today().minusDays(3), labels("b", "gpt"), "pod", 6),
                    totals(freshScope(), today(), labels("b", "gpt"), "pod", 7))));

    // When
    List<UsageTotals> all = query(scope, today().minusDays(2), today(), null);
    List<UsageTotals> ofOne = query(scope, today().minusDays(2), today(), "b");

    // Then
    assertThat(all)
        .extracting(totals -> totals.tally().requests())
        .containsExactly(5L, 3L, 4L, 2L, 1L);
    assertThat(ofOne).extracting(totals -> totals.tally().requests()).containsExactly(5L, 1L);
  }

  @Test
  default void manyTotalsAreWrittenAtOnce() {
    // Given
    String scope = freshScope();
    List<UsageTotals> many =
        IntStream.range(0, 130)
            .mapToObj(
                number -> totals(scope, today(), labels("key" + number, "gpt"), "pod", number))
            .toList();

    // When
    Answers.of(usage().replace(many));

    // Then
    assertThat(query(scope, today(), today(), null)).hasSize(130);
  }
}

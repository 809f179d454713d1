package dev.dragoman.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.stores.FlakyStore;
import dev.dragoman.gateway.stores.FlakyStore.Mood;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageRecord.Basis;
import dev.dragoman.store.usage.UsageStore.Query;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final UsageLabels LABELS =
      new UsageLabels("uid", "abcdefghijkl", "ns/key", "team", "route", "provider", "model");
  private static final UsagePace PACE =
      new UsagePace(
          1_000,
          25,
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofMillis(500),
          Duration.ofHours(1),
          1 << 20);

  @TempDir private Path directory;
  private final FlakyStore store = new FlakyStore();
  private final List<UsageWriter> writers = new ArrayList<>();

  @AfterEach
  void closeWriters() {
    writers.forEach(UsageWriter::close);
  }

  private UsageWriter writer(UsagePace pace, Path state) {
    UsageWriter writer =
        new UsageWriter(() -> store, state, pace, Clock.fixed(NOW, ZoneOffset.UTC));
    writers.add(writer);
    return writer;
  }

  private UsageWriter writer() {
    return writer(PACE, directory);
  }

  /** A request of two attempts: 10 and 3 tokens, 0.002000000042 together. */
  private static List<UsageRecord> request(int number) {
    return List.of(record(number, 1), record(number, 2));
  }

  private static UsageRecord record(int number, int attempt) {
    return new UsageRecord(
        "scope",
        "request-" + number,
        attempt,
        NOW,
        LABELS,
        TokenUsage.of(5, attempt),
        new Money(new BigDecimal("0.001000000021"), "USD"),
        Basis.report,
        "success");
  }

  private static void charge(UsageWriter writer, int from, int to) {
    for (int i = from; i < to; i++) {
      writer.charged(request(i));
    }
  }

  private List<UsageRecord> records() {
    return store.usage().records("scope", "uid", 10_000).join();
  }

  private void assertThatOnlyTheseCount(int requests) {
    assertThat(records()).hasSize(2 * requests).doesNotHaveDuplicates();
    assertThatTotalsAre(requests);
  }

  private void assertThatTotalsAre(int requests) {
    LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    List<UsageTotals> totals = store.usage().totals(new Query("scope", day, day, null)).join();
    assertThat(totals).hasSize(1);
    BigDecimal cost = new BigDecimal("0.002000000042").multiply(BigDecimal.valueOf(requests));
    Tally tally = totals.getFirst().tally();
    assertThat(tally.cost()).isEqualByComparingTo(cost);
    assertThat(tally)
        .isEqualTo(new Tally(requests, 10L * requests, 3L * requests, 0, 0, tally.cost()));
  }

  private List<Path> journals(Path state) throws IOException {
    try (var files = Files.list(state)) {
      return files.toList();
    }
  }

  @Test
  void whatIsChargedReachesTheStore() {
    // Given
    UsageWriter writer = writer();

    // When
    charge(writer, 0, 60);
    writer.finish();

    // Then
    assertThatOnlyTheseCount(60);
    assertThat(writer.journalBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = "WELL", mode = EnumSource.Mode.EXCLUDE)
  void whatAFailingStoreMissedIsReplayedOnce(Mood mood) throws IOException {
    // Given
    UsageWriter writer = writer();
    charge(writer, 0, 10);
    writer.finish();
    store.become(mood);
    charge(writer, 10, 70);
    writer.finish();
    assertThat(writer.journalBytes()).isPositive();

    // When
    store.become(Mood.WELL);
    writer.finish();

    // Then
    assertThatOnlyTheseCount(70);
    assertThat(writer.journalBytes()).isZero();
    assertThat(journals(directory)).isEmpty();
  }

  private static LimitedRequest limited() {
    return new LimitedRequest("scope", NOW, LABELS, "USD");
  }

  private Tally tally() {
    LocalDate day = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    return store.usage().totals(new Query("scope", day, day, null)).join().getFirst().tally();
  }

  @ParameterizedTest
  @EnumSource(Mood.class)
  void refusedRequestsAreCountedOnceInTheTotalsAndHaveNoRecord(Mood mood) {
    // Given
    UsageWriter writer = writer();
    charge(writer, 0, 3);
    writer.limited(limited());
    writer.finish();
    store.become(mood);
    writer.limited(limited());
    writer.finish();
    charge(writer, 3, 4);
    writer.limited(limited());
    writer.finish();

    // When
    store.become(Mood.WELL);
    writer.finish();

    // Then
    assertThat(records()).hasSize(8);
    assertThat(tally().requests()).isEqualTo(4);
    assertThat(tally().limited()).isEqualTo(3);
  }

  @Test
  void severalOutagesOfOneProcessCountOnce() {
    // Given
    UsageWriter writer = writer();

    // When
    for (int outage = 0; outage < 3; outage++) {
      store.become(Mood.MUTE);
      charge(writer, 20 * outage, 20 * outage + 10);
      writer.finish();
      store.become(Mood.WELL);
      charge(writer, 20 * outage + 10, 20 * outage + 20);
      writer.finish();
    }

    // Then
    assertThatOnlyTheseCount(60);
  }

  /** The disk as a process leaves it that is killed now: its lock is gone with it. */
  private Path killed() throws IOException {
    Path left = Files.createTempDirectory(directory, "killed");
    for (Path file : journals(directory)) {
      if (Files.isRegularFile(file)) {
        Files.copy(file, left.resolve(file.getFileName()));
      }
    }
    return left;
  }

  @ParameterizedTest
  @EnumSource(names = {"AWAY", "MUTE"})
  void theNextProcessTakesOverTheJournalOfOneThatWasKilled(Mood mood) throws IOException {
    // Given
    UsageWriter dying = writer();
    charge(dying, 0, 10);
    dying.finish();
    store.become(mood);
    charge(dying, 10, 30);
    dying.finish();
    Path left = killed();

    // When
    store.become(Mood.WELL);
    UsageWriter next = writer(PACE, left);
    charge(next, 30, 40);
    next.finish();

    // Then
    assertThatOnlyTheseCount(40);
    assertThat(journals(left)).isEmpty();
  }

  @Test
  void aLineThatTheKillCutIsPassedOver() throws IOException {
    // Given
    UsageWriter dying = writer();
    store.become(Mood.AWAY);
    charge(dying, 0, 10);
    dying.finish();
    Path left = killed();
    Path file = journals(left).getFirst();
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - 20));

    // When
    store.become(Mood.WELL);
    writer(PACE, left).finish();

    // Then
    assertThat(records()).hasSize(19).doesNotHaveDuplicates();
  }

  @Test
  void theJournalOfALivingProcessIsItsOwn() throws IOException {
    // Given
    UsageWriter one = writer();
    UsageWriter other = writer();
    store.become(Mood.AWAY);
    charge(one, 0, 5);
    one.finish();

    // When
    store.become(Mood.WELL);
    other.finish();

    // Then
    assertThat(records()).isEmpty();
    assertThat(journals(directory)).hasSize(1);
  }

  @Test
  void closingWritesWhatWaits() {
    // Given
    UsageWriter writer = writer();
    charge(writer, 0, 30);

    // When
    writer.close();

    // Then
    assertThatOnlyTheseCount(30);
  }

  @Test
  void closingWithoutTheStoreLeavesAJournalToTheNext() {
    // Given
    store.become(Mood.AWAY);
    UsageWriter writer = writer();
    charge(writer, 0, 30);
    writer.close();

    // When
    store.become(Mood.WELL);
    writer().finish();

    // Then
    assertThatOnlyTheseCount(30);
  }

  @Test
  void moreThanTheQueueTakesKeepsItsPlaceInTheTotals() {
    // Given
    store.become(Mood.HANGING);
    UsageWriter writer =
        writer(
            new UsagePace(
                4,
                1,
                PACE.linger(),
                PACE.totals(),
                Duration.ofSeconds(5),
                PACE.rest(),
                PACE.journalBytes()),
            directory);

    // When
    charge(writer, 0, 200);
    store.become(Mood.WELL);
    writer.finish();

    // Then
    assertThat(writer.dropped()).isPositive();
    assertThat(records()).hasSize(400 - (int) writer.dropped());
    assertThatTotalsAre(200);
  }

  @Test
  void moreThanTheJournalTakesKeepsItsPlaceInTheTotals() {
    // Given
    store.become(Mood.AWAY);
    UsageWriter writer =
        writer(
            new UsagePace(
                1_000, 25, PACE.linger(), PACE.totals(), PACE.patience(), PACE.rest(), 50_000),
            directory);

    // When
    charge(writer, 0, 100);
    writer.finish();
    assertThat(writer.journalBytes()).isBetween(1L, 50_000L);
    store.become(Mood.WELL);
    writer.finish();

    // Then
    assertThat(writer.dropped()).isPositive();
    assertThat(records()).hasSize(200 - (int) writer.dropped());
    assertThatTotalsAre(100);
  }
}

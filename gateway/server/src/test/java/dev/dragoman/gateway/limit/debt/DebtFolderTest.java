package dev.dragoman.gateway.limit.debt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.limit.debt.Debt.Telling;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebtFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123Z");
  private static final Debt FIRST = debt("first", Instant.parse("2027-02-01T00:00:00Z"));
  private static final Debt SECOND =
      new Debt(
          new WindowId("gw", "second", "usage/USD", Instant.EPOCH),
          "p.2",
          0,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          List.of(Telling.NOTHING),
          null);

  @TempDir private Path home;
  private Path directory = Path.of("");
  private DebtFolder folder = new DebtFolder(directory, InstantSource.fixed(NOW));

  @BeforeEach
  void fresh() {
    directory = home.resolve("debts");
    folder = new DebtFolder(directory, InstantSource.fixed(NOW));
  }

  private static Debt debt(String subject, Instant until) {
    return new Debt(
        new WindowId("gw", subject, "budget/b/cost", Instant.EPOCH),
        "p.1",
        3,
        new BigDecimal("12345678901234.5"),
        new BigDecimal("0.00000000015"),
        List.of(
            new Telling(
                new BigDecimal("0.000000000001"),
                new Tally(1, 2, 3, 4, 5, new BigDecimal("0.00000000000007")))),
        until);
  }

  private static final class Settling implements DebtFolder.Heir {
    final List<Debt> seen = new ArrayList<>();
    List<Debt> left = List.of();
    int forgotten;

    @Override
    public List<Debt> settle(StoreEntry store, Instant recorded, List<Debt> debts) {
      assertThat(store).isEqualTo(StoreEntry.SQLITE);
      assertThat(recorded).isEqualTo(NOW);
      seen.addAll(debts);
      return left;
    }

    @Override
    public void forgotten() {
      forgotten++;
    }
  }

  private Settling adopted(Debt... left) throws IOException {
    Settling heir = new Settling();
    heir.left = List.of(left);
    folder.adopt(heir);
    return heir;
  }

  /** A process that owes and ends. */
  private void dead(String process, Debt... debts) throws IOException {
    try (DebtFolder.Own own = folder.own(process, StoreEntry.SQLITE)) {
      own.replace(List.of(debts));
    }
  }

  private List<String> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatADeadProcessOwesIsReadToTheLastDigitAndForgottenOnceSettled() throws IOException {
    // Given
    dead("p", FIRST, SECOND);

    // When
    Settling heir = adopted();

    // Then
    assertThat(heir.seen).containsExactly(FIRST, SECOND);
    assertThat(heir.forgotten).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void whatCouldNotBeSettledStays() throws IOException {
    // Given
    dead("p", FIRST, SECOND);

    // When
    Settling early = adopted(SECOND);
    Settling late = adopted();

    // Then
    assertThat(early.seen).containsExactly(FIRST, SECOND);
    assertThat(late.seen).containsExactly(SECOND);
    assertThat(files()).isEmpty();
  }

  @Test
  void theLatestRecordCounts() throws IOException {
    // Given
    try (DebtFolder.Own own = folder.own("p", StoreEntry.SQLITE)) {
      own.replace(List.of(FIRST));
      own.replace(List.of(SECOND));
    }

    // When
    Settling heir = adopted();

    // Then
    assertThat(heir.seen).containsExactly(SECOND);
  }

  @Test
  void whoOwesNothingLeavesNothing() throws IOException {
    // Given
    DebtFolder.Own own = folder.own("p", StoreEntry.SQLITE);
    own.replace(List.of());
    List<String> before = files();
    own.replace(List.of(FIRST));
    List<String> owing = files();
    own.replace(List.of());

    // When
    own.close();

    // Then
    assertThat(before).isEmpty();
    assertThat(owing).containsExactly("p.json", "p.lock");
    assertThat(files()).isEmpty();
  }

  @Test
  void aLivingProcessHasNoHeir() throws IOException {
    // Given
    try (DebtFolder.Own own = folder.own("p", StoreEntry.SQLITE)) {
      own.replace(List.of(FIRST));

      // When
      Settling heir = adopted();

      // Then
      assertThat(heir.seen).isEmpty();
      assertThat(files()).containsExactly("p.json", "p.lock");
    }
  }

  @Test
  void othersCannotReadIt() throws IOException {
    // When
    dead("p", FIRST);

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("p.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatCannotBeReadIsSetAsideAndTheRestIsSettled() throws IOException {
    // Given
    dead("cut", FIRST);
    Path cut = directory.resolve("cut.json");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    dead("amount", FIRST);
    Path amount = directory.resolve("amount.json");
    Files.writeString(amount, Files.readString(amount).replace("\"12345678901234.5\"", "\"much\""));
    dead("newer", FIRST);
    Path newer = directory.resolve("newer.json");
    Files.writeString(newer, Files.readString(newer).replace("\"format\":1", "\"format\":2"));
    dead("good", SECOND);

    // When
    Settling heir = adopted();

    // Then
    assertThat(heir.seen).containsExactly(SECOND);
    assertThat(files()).containsExactly("amount.damaged", "cut.damaged", "newer.damaged");
  }

  @Test
  void aDeathBeforeTheFirstRecordLeavesNothing() throws IOException {
    // Given
    dead("p", FIRST);
    Files.delete(directory.resolve("p.json"));
    Files.writeString(directory.resolve("p.tmp"), "{");

    // When
    Settling heir = adopted();

    // Then
    assertThat(heir.seen).isEmpty();
    assertThat(files()).isEmpty();
  }
}

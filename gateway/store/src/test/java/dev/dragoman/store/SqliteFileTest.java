package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.sqlite.SqliteStore;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a file can do: outlive its process, be damaged, be shared. */
final class SqliteFileTest {
  @TempDir private Path folder;

  private Store open() {
    return SqliteStore.open(file(), InstantSource.system());
  }

  private Path file() {
    return folder.resolve("state").resolve("dragoman.db");
  }

  private Process process(String holder, int steps) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            StepsMain.class.getName(),
            file().toString(),
            holder,
            Integer.toString(steps))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static WindowState window(Store store) {
    return Answers.of(store.windows().read(List.of(StepsMain.WINDOW))).getFirst();
  }

  private static WindowChange step(WindowId id, @Nullable Instant until) {
    return new WindowChange(id, "a", 1, BigDecimal.TEN, BigDecimal.ONE, null, Tally.NONE, until);
  }

  @Test
  void whatWasWrittenIsThereAfterARestart() {
    // Given
    WindowState before;
    try (Store store = open()) {
      before = Answers.of(store.windows().change(step(StepsMain.WINDOW, null))).state();
    }

    // When
    try (Store store = open()) {

      // Then
      assertThat(window(store)).isEqualTo(before);
    }
  }

  @Test
  void aKilledProcessLosesNothingThatItAnswered() throws Exception {
    // Given
    Process process = process("killed", 1_000_000);
    BufferedReader output = output(process);
    String last = "0";
    for (int line = 0; line < 200; line++) {
      last = output.readLine();
    }

    // When
    process.toHandle().destroyForcibly();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      last = line;
    }
    process.waitFor();

    // Then
    long answered = Long.parseLong(last);
    try (Store store = open()) {
      WindowState state = window(store);
      Hold hold = state.holds().getFirst();
      assertThat(hold.sequence()).isBetween(answered, answered + 1);
      assertThat(state.committed()).isEqualByComparingTo(BigDecimal.valueOf(hold.sequence()));
    }
  }

  @Test
  void processesThatShareAFileAddUp() throws Exception {
    // Given
    Process first = process("first", 150);
    Process second = process("second", 150);

    // When
    int firstLines = output(first).lines().toList().size();
    int secondLines = output(second).lines().toList().size();
    first.waitFor(60, TimeUnit.SECONDS);
    second.waitFor(60, TimeUnit.SECONDS);

    // Then
    assertThat(List.of(firstLines, secondLines)).containsExactly(150, 150);
    try (Store store = open()) {
      assertThat(window(store).committed()).isEqualByComparingTo("300");
      assertThat(window(store).holds()).extracting(Hold::sequence).containsExactly(150L, 150L);
    }
  }

  @Test
  void nobodyButItsOwnerReadsTheFile() throws Exception {
    // Given
    try (Store store = open()) {
      Answers.of(store.windows().mark(StepsMain.WINDOW, "half"));

      // When
      List<Path> files;
      try (var listed = Files.list(file().getParent())) {
        files = listed.toList();
      }

      // Then
      assertThat(files).hasSizeGreaterThan(1);
      for (Path each : files) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aFileOfANewerVersionIsRefused() throws Exception {
    // Given
    open().close();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("pragma user_version = 99");
    }

    // When
    var opening = assertThatThrownBy(this::open);

    // Then
    opening
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "cannot open the store "
                + file()
                + ": it was written by a newer version (format 99, known is 2)");
  }

  @Test
  void aFileOfAnOlderVersionGetsWhatItLacks() throws Exception {
    // Given: as the first version left it
    try (Store store = open()) {
      Answers.of(store.windows().change(step(StepsMain.WINDOW, null)));
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("drop table response");
      statement.execute("pragma user_version = 1");
    }

    // When
    ResponseId id = new ResponseId("gw", "key", "resp_1");
    try (Store store = open()) {
      Answers.of(store.responses().put(id, new byte[] {1}, Instant.now().plusSeconds(60)));

      // Then
      assertThat(Answers.of(store.responses().get(List.of(id)))).containsOnlyKeys(id);
      assertThat(window(store).committed()).isEqualByComparingTo("10");
    }
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    // Given
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "hello, this is not what you look for".repeat(100));

    // When
    var opening = assertThatThrownBy(this::open);

    // Then
    opening
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("cannot open the store " + file() + ": it is not a SQLite file");
  }

  @Test
  void aFolderIsRefused() throws Exception {
    // Given
    Files.createDirectories(file());

    // When
    var opening = assertThatThrownBy(this::open);

    // Then
    opening
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("cannot open the store " + file() + ": it is a folder");
  }

  @Test
  void aClosedStoreSaysSo() {
    // Given
    Store store = open();
    store.close();

    // When
    var writing = store.windows().mark(StepsMain.WINDOW, "half");
    var reading = store.windows().read(List.of(StepsMain.WINDOW));

    // Then
    assertThatThrownBy(() -> Answers.of(writing))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the store is closed");
    assertThatThrownBy(() -> Answers.of(reading))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the store is closed");
  }

  @Test
  void whatMayBeForgottenIs() {
    // Given
    Instant[] now = {Instant.parse("2026-11-30T12:00:00Z")};
    WindowId minute = new WindowId("gw", "key", "requests", now[0]);
    try (Store store = SqliteStore.open(file(), () -> now[0])) {
      Answers.of(store.windows().change(step(minute, now[0].plusSeconds(120))));
      Answers.of(store.windows().change(step(StepsMain.WINDOW, now[0].plusSeconds(86_400))));

      // When
      now[0] = now[0].plusSeconds(180);
      Answers.of(store.windows().mark(StepsMain.WINDOW, "half"));

      // Then
      assertThat(Answers.of(store.windows().read(List.of(minute, StepsMain.WINDOW))))
          .extracting(state -> state.holds().size())
          .containsExactly(0, 1);
    }
  }

  @Test
  void whatCannotBeWrittenFailsAlone() {
    // Given
    WindowId other = new WindowId("gw", "key", "requests", Instant.EPOCH);
    try (Store store = open()) {

      // When
      var broken = store.windows().change(step(other, Instant.MAX));
      var sound = store.windows().change(step(StepsMain.WINDOW, null));

      // Then
      assertThatThrownBy(() -> Answers.of(broken)).isInstanceOf(StoreUnavailableException.class);
      assertThat(Answers.of(sound).state()).isEqualTo(window(store));
    }
  }
}

package dev.dragoman.standalone.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.standalone.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeKeysTest {
  @TempDir Path parent;

  private final List<String> notices = new ArrayList<>();

  private Path state() {
    return parent.resolve("state");
  }

  private EnvelopeKeySet startedAt(String time) {
    return new EnvelopeKeys(
            new StateDirectory(state()),
            new SecureRandom(),
            Clock.fixed(Instant.parse(time), ZoneOffset.UTC))
        .atStart(notices::add);
  }

  @Test
  void twoKeysAreMadeAndFoundByTheNextStart() {
    // When
    EnvelopeKeySet first = startedAt("2026-01-01T00:00:00Z");
    EnvelopeKeySet second = startedAt("2026-02-01T00:00:00Z");

    // Then
    assertThat(first.secrets()).hasSize(2);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aStartAfterThePeriodMakesTheNextKeyAndKeepsTheOneThatSealed() {
    // Given
    EnvelopeKeySet before = startedAt("2026-01-01T00:00:00Z");

    // When
    EnvelopeKeySet after = startedAt("2026-04-02T00:00:00Z");

    // Then
    assertThat(after.secrets()).hasSize(2).containsKey(before.sealing());
    assertThat(after.sealing()).isNotEqualTo(before.sealing());
  }

  @Test
  void theKeysAreTheOwnersAlone() throws IOException {
    // When
    startedAt("2026-01-01T00:00:00Z");

    // Then
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state().resolve("envelope-keys"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aTornFileStopsTheStartWithoutShowingWhatItSays() throws IOException {
    // Given
    Files.createDirectories(state());
    Path file = Files.writeString(state().resolve("envelope-keys"), "planted secret\n");

    // When // Then
    assertThatThrownBy(() -> startedAt("2026-01-01T00:00:00Z"))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            file + ": line 1 is not a key's; mend the line, or remove the file to mint new keys");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsANoticeAndTheKeysLastForTheProcess() throws IOException {
    // Given
    Files.createDirectories(state().resolve("envelope-keys.next").resolve("in-the-way"));

    // When
    EnvelopeKeySet keys = startedAt("2026-01-01T00:00:00Z");

    // Then
    assertThat(keys.secrets()).hasSize(2);
    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst()).startsWith("STATE_DIR: cannot write ");
  }

  @Test
  void noKeyIsInAnyText() {
    // When
    EnvelopeKeySet keys = startedAt("2026-01-01T00:00:00Z");

    // Then
    keys.secrets().values().forEach(secret -> assertThat(keys.toString()).doesNotContain(secret));
  }
}

package dev.dragoman.standalone.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.KeyText;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.state.KeyMint.Minted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyMintTest {
  @TempDir Path parent;

  private Path state() {
    return parent.resolve("deep").resolve("state");
  }

  private KeyMint mint() {
    return new KeyMint(new StateDirectory(state()), new SecureRandom());
  }

  @Test
  void aNewKeyIsShownOnceAndFoundByTheNextStart() {
    // When
    Minted first = mint().keysFor(List.of("environment"));
    Minted second = mint().keysFor(List.of("environment"));

    // Then
    KeyText text = Objects.requireNonNull(first.fresh().get("environment"));
    assertThat(KeyText.isKeyText(text.text())).isTrue();
    assertThat(first.keys())
        .containsEntry(
            "environment",
            StoredKey.of("environment", text.keyId(), KeyText.digestOf(text.text())));
    assertThat(second.keys()).isEqualTo(first.keys());
    assertThat(second.fresh()).isEmpty();
  }

  @Test
  void onlyTheDigestIsKeptAndOnlyForTheOwner() throws IOException {
    // When
    Minted minted = mint().keysFor(List.of("default/person"));

    // Then
    KeyText text = Objects.requireNonNull(minted.fresh().get("default/person"));
    Path file = state().resolve("keys");
    assertThat(Files.readString(file))
        .contains(KeyText.digestOf(text.text()))
        .doesNotContain(text.text());
    assertThat(minted.toString()).doesNotContain(text.text());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(state())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keysOfOtherDirectoriesAreKept() {
    // Given
    Minted one = mint().keysFor(List.of("default/one"));

    // When
    Minted both = mint().keysFor(List.of("default/one", "default/two"));

    // Then
    assertThat(both.fresh()).containsOnlyKeys("default/two");
    assertThat(both.keys()).containsAllEntriesOf(one.keys());
    assertThat(mint().keysFor(List.of("default/one")).fresh()).isEmpty();
  }

  @Test
  void nothingAskedForTouchesNoDisk() {
    assertThat(mint().keysFor(List.of()).keys()).isEmpty();
    assertThat(state()).doesNotExist();
  }

  @Test
  void aTornFileStopsTheStartAndIsLeftAsItIs() throws IOException {
    // Given
    Files.createDirectories(state());
    Path file = Files.writeString(state().resolve("keys"), "# heading\nplanted\n");

    // When // Then
    assertThatThrownBy(() -> mint().keysFor(List.of("environment")))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            file + ": line 2 is not a key's; mend the line, or remove the file to mint new keys");
    assertThat(file).hasContent("# heading\nplanted\n");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsOneLine() throws IOException {
    // Given
    Files.writeString(parent.resolve("deep"), "a file is in the way");

    // When // Then
    assertThatThrownBy(() -> mint().keysFor(List.of("environment")))
        .isInstanceOfSatisfying(
            StartRefused.class, refused -> assertThat(refused.lines()).hasSize(1))
        .hasMessageContaining("name a directory of your own with --state-dir");
  }
}

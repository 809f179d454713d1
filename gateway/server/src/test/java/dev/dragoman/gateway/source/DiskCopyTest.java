package dev.dragoman.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

class DiskCopyTest {
  @TempDir Path folder;
  private final SourceEvents events = new SourceEvents();

  private static void keep(DiskCopy disk, Bundle bundle) {
    disk.keep(bundle.head(), bundle.shards());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatIsKeptIsThereForTheNextStart() {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 3, "smart");
    Denials denials = new Denials(2, List.of(), List.of("uid"), List.of());
    Credentials credentials = new Credentials(5, Map.of("name", "value"));

    // When
    DiskCopy disk = new DiskCopy(folder, events);
    keep(disk, bundle);
    disk.keep(denials);
    disk.keep(credentials);

    // Then
    FolderFiles next = new DiskCopy(folder, events).files();
    assertThat(BundleFiles.newest(next)).get().extracting(Bundle::head).isEqualTo(bundle.head());
    assertThat(BundleFiles.denials(next)).isEqualTo(denials);
    assertThat(BundleFiles.credentials(next)).isEqualTo(credentials);
  }

  @Test
  void partsThatNothingNamesAreForgotten() throws IOException {
    // Given
    Bundle next = Bundles.of(Bundles.EPOCH, 2, "two");
    DiskCopy disk = new DiskCopy(folder, events);
    keep(disk, Bundles.of(Bundles.EPOCH, 1, "one"));

    // When
    keep(disk, next);

    // Then
    assertThat(files())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    BundleFiles.blobs(next.shards()).keySet().stream(), Stream.of("head-a.json"))
                .toList());
  }

  @Test
  void filesAreForTheOwnerAloneWhateverACrashLeftBehind() throws IOException {
    // Given: an earlier process died while it wrote
    Files.writeString(folder.resolve(BundleFiles.CREDENTIALS + ".tmp"), "half of a sec");

    // When
    new DiskCopy(folder, events).keep(new Credentials(1, Map.of("name", "value")));

    // Then
    Path file = folder.resolve(BundleFiles.CREDENTIALS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(BundleFiles.CREDENTIALS);
  }

  @Test
  @Tag("requirement-38")
  void onAFullDiskThePodServesFromMemoryAndSaysSoOnce() throws Exception {
    // Given
    AtomicBoolean full = new AtomicBoolean(true);
    DiskCopy disk =
        new DiskCopy(
            folder,
            (file, content) -> {
              if (full.get()) {
                throw new IOException("No space left on device");
              }
              DurableFiles.write(file, content);
            },
            events);
    try (HttpAccounts accounts = new HttpAccounts(Schedulers.parallel())) {
      LiveConfig live =
          new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});
      Intake intake = new Intake(live, disk, events);

      // When
      var first = intake.take(Bundles.of(Bundles.EPOCH, 1, "one"), Origin.STREAM);
      var second = intake.take(Bundles.of(Bundles.EPOCH, 2, "two"), Origin.STREAM);

      // Then
      assertThat(first).isInstanceOf(Applied.class);
      assertThat(second).isInstanceOf(Applied.class);
      assertThat(live.holder().current().route("two")).isNotNull();
      assertThat(events.count("copy failed")).isEqualTo(1);
      events.await("copy failed IOException: No space left on device");

      // When there is space again
      full.set(false);
      intake.take(Bundles.of(Bundles.EPOCH, 3, "three"), Origin.STREAM);

      // Then
      events.await("copy recovered");
      assertThat(BundleFiles.newest(disk.files()))
          .get()
          .extracting(kept -> kept.head().generation())
          .isEqualTo(3L);
    }
  }

  @Test
  @Tag("requirement-38")
  void aFolderThatCannotBeMadeIsSaidToo() throws Exception {
    // Given
    Path taken = Files.writeString(folder.resolve("file"), "not a folder", StandardCharsets.UTF_8);

    // When
    keep(new DiskCopy(taken, events), Bundles.of(Bundles.EPOCH, 1, "one"));

    // Then
    assertThat(events.count("copy failed FileAlreadyExistsException")).isEqualTo(1);
  }
}

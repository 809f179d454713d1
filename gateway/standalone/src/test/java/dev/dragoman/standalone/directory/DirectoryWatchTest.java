package dev.dragoman.standalone.directory;

import static dev.dragoman.standalone.directory.DirectoryManifests.PROVIDER;
import static dev.dragoman.standalone.directory.DirectoryManifests.models;
import static dev.dragoman.standalone.directory.DirectoryManifests.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.standalone.directory.DirectoryService.Reading;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path home;
  private final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<String>> refusals = new LinkedBlockingQueue<>();
  private Path directory = Path.of("");
  private @Nullable DirectoryWatch watch;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectory(home.resolve("manifests"));
    Files.writeString(directory.resolve("provider.yaml"), PROVIDER);
    watch = DirectoryWatch.start(directory, service(directory), listener());
  }

  private DirectoryService service(Path watched) {
    KeyMint mint = new KeyMint(new StateDirectory(home.resolve("state")), new SecureRandom());
    DirectoryService service = new DirectoryService(watched, null, Map.of(), mint);
    service.first();
    return service;
  }

  private DirectoryWatch.Listener listener() {
    return new DirectoryWatch.Listener() {
      @Override
      public void changed(Reading reading) {
        readings.add(reading);
      }

      @Override
      public void refused(List<String> lines) {
        refusals.add(lines);
      }
    };
  }

  @AfterEach
  void end() throws InterruptedException {
    Objects.requireNonNull(watch).stop();
  }

  /** Readings until one is as expected; a file that is being written may be seen half. */
  private int readingsUntil(Predicate<List<String>> expected) throws InterruptedException {
    int count = 0;
    List<String> last = List.of();
    while (true) {
      Reading reading = readings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(reading).as("models last seen: %s", last).isNotNull();
      count++;
      last = models(reading);
      if (expected.test(last)) {
        return count;
      }
    }
  }

  @Test
  void newEditedReplacedAndDeletedFilesAreSeen() throws Exception {
    Path file = directory.resolve("route.yaml");
    Files.writeString(file, route("a"));
    readingsUntil(models -> models.equals(List.of("a")));
    Files.writeString(file, route("b"));
    readingsUntil(models -> models.equals(List.of("b")));
    Path aside = Files.writeString(directory.resolve(".route.yaml.new"), route("c"));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    readingsUntil(models -> models.equals(List.of("c")));
    Files.delete(file);
    readingsUntil(List::isEmpty);
  }

  @Test
  void aBurstOfAThousandFilesIsFewReadings() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Files.writeString(directory.resolve("r%04d.yaml".formatted(i)), route("m" + i));
    }
    int count = readingsUntil(models -> models.size() == 1_000);
    assertThat(count).isLessThan(100);
  }

  @Test
  void theVolumeOfAConfigMapIsSwappedByALink() throws Exception {
    // Given: files are links through ..data, which the kubelet points to a new folder
    Path old = Files.createDirectory(directory.resolve("..old"));
    Files.writeString(old.resolve("route.yaml"), route("old"));
    Path data = directory.resolve("..data");
    Files.createSymbolicLink(data, old.getFileName());
    Files.createSymbolicLink(directory.resolve("route.yaml"), Path.of("..data/route.yaml"));
    readingsUntil(models -> models.equals(List.of("old")));

    // When
    Path fresh = Files.createDirectory(directory.resolve("..fresh"));
    Files.writeString(fresh.resolve("route.yaml"), route("fresh"));
    Path link = directory.resolve("..data_tmp");
    Files.createSymbolicLink(link, fresh.getFileName());
    Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    // Then
    readingsUntil(models -> models.equals(List.of("fresh")));
  }

  @Test
  void aDirectoryThatIsTakenAwayIsSaidOnceAndSeenAgainWhenItIsBack() throws Exception {
    // When
    Path away = Files.move(directory, home.resolve("away"));
    List<String> refusal = refusals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Files.writeString(away.resolve("route.yaml"), route("back"));
    Files.move(away, directory);

    // Then
    assertThat(refusal).containsExactly(directory + ": there is no such directory");
    readingsUntil(models -> models.equals(List.of("back")));
    assertThat(refusals).isEmpty();
  }

  @Test
  void looksAloneSeeAChangeToo() throws Exception {
    Objects.requireNonNull(watch).stop();
    watch = DirectoryWatch.start(directory, service(directory), listener(), null);
    Files.writeString(directory.resolve("route.yaml"), route("a"));
    readingsUntil(models -> models.equals(List.of("a")));
  }

  @Test
  void aLinkThatIsTurnedToAnotherDirectoryIsFollowed() throws Exception {
    // Given
    Path link = Files.createSymbolicLink(home.resolve("link"), directory);
    Path other = Files.createDirectory(home.resolve("other"));
    Files.copy(directory.resolve("provider.yaml"), other.resolve("provider.yaml"));
    Files.writeString(other.resolve("route.yaml"), route("other"));
    Objects.requireNonNull(watch).stop();
    watch = DirectoryWatch.start(link, service(link), listener());

    // When
    Path turned = Files.createSymbolicLink(home.resolve("turned"), other);
    Files.move(turned, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    readingsUntil(models -> models.equals(List.of("other")));
    Files.writeString(other.resolve("route.yaml"), route("edited"));

    // Then
    readingsUntil(models -> models.equals(List.of("edited")));
  }

  @Test
  void aFileThatWouldEndAThreadIsAProblemLikeAnother() throws Exception {
    Files.writeString(directory.resolve("deep.yaml"), "a: " + "[".repeat(200_000));
    readingsUntil(List::isEmpty);
    Files.writeString(directory.resolve("route.yaml"), route("still-seen"));
    readingsUntil(models -> models.equals(List.of("still-seen")));
  }

  @Test
  void watchingEndsWithTheWatch() throws Exception {
    Objects.requireNonNull(watch).stop();
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("dragoman-directory"))
        .isEmpty();
  }
}

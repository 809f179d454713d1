package dev.dragoman.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BootSet;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** A folder that changes as a projected volume does: by a link that is turned. */
class MountedBundleTest {
  @TempDir Path root;
  private final SourceEvents events = new SourceEvents();
  private final HttpAccounts accounts = new HttpAccounts(Schedulers.parallel());
  private final LiveConfig live =
      new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});
  private Intake intake;
  private MountedBundle mounted;

  @BeforeEach
  void look() {
    intake = new Intake(live, new DiskCopy(root.resolve("copy"), events), events);
    mounted = new MountedBundle(root.resolve("volume"), intake, Duration.ofMillis(20), events);
    mounted.start();
  }

  @AfterEach
  void stop() {
    mounted.stop();
    accounts.close();
  }

  /** As the kubelet does it: all files anew beside the old, then the link. */
  private void project(String version, Map<String, byte[]> files) throws IOException {
    Path volume = root.resolve("volume");
    Path data = volume.resolve(".." + version);
    Bundles.write(data, files);
    Path link = volume.resolve("..data_tmp");
    Files.createSymbolicLink(link, Path.of(".." + version));
    Files.move(link, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean serves(String model) {
    return live.holder().current().route(model) != null;
  }

  @Test
  void aVolumeThatAppearsAndOneThatIsTurnedAreTaken() throws Exception {
    // When
    project("1", Bundles.files(BootSet.A, Bundles.of(Bundles.EPOCH, 1, "one")));
    events.await("in force MOUNTED");
    boolean first = serves("one");
    project("2", Bundles.files(BootSet.B, Bundles.of(Bundles.EPOCH, 2, "two")));
    events.await("in force MOUNTED");

    // Then
    assertThat(first).isTrue();
    assertThat(serves("two")).isTrue();
  }

  @Test
  @Tag("requirement-35")
  void aSwappedPartKeepsTheOldConfigurationUntilItIsWhole() throws Exception {
    // Given
    project("1", Bundles.files(BootSet.A, Bundles.of(Bundles.EPOCH, 1, "one")));
    events.await("in force MOUNTED");
    Map<String, byte[]> whole = Bundles.files(BootSet.A, Bundles.of(Bundles.EPOCH, 2, "two"));
    Map<String, byte[]> swapped = new TreeMap<>(whole);
    List<String> blobs = whole.keySet().stream().filter(name -> name.startsWith("blob")).toList();
    swapped.put(blobs.getFirst(), Objects.requireNonNull(whole.get(blobs.getLast())));
    swapped.put(
        BundleFiles.DENIALS,
        ContractJson.write(new Denials(1, List.of(), List.of("none"), List.of())));

    // When: the denials of the same look show that it was looked at
    project("2", swapped);
    events.await("denied 1");
    project("3", whole);
    events.await("in force MOUNTED");

    // Then
    assertThat(serves("two")).isTrue();
    assertThat(events.count("faulty")).isZero();
  }

  @Test
  void denialsAndCredentialsAreTakenWithoutANewConfiguration() throws Exception {
    // Given
    Map<String, byte[]> files =
        Bundles.files(BootSet.A, Bundles.locked(Bundles.EPOCH, 1, 1, "smart"));
    project("1", files);
    events.await("in force MOUNTED");
    boolean without = serves("smart");

    // When
    files.put(
        BundleFiles.CREDENTIALS,
        ContractJson.write(new Credentials(1, Map.of(Bundles.CREDENTIAL.name(), "value"))));
    files.put(
        BundleFiles.DENIALS,
        ContractJson.write(new Denials(1, List.of("aaaabbbbcccc"), List.of(), List.of())));
    project("2", files);
    events.await("denied 1");
    events.await("credentials 1 MOUNTED");
    mounted.stop();

    // Then
    assertThat(without).isFalse();
    assertThat(serves("smart")).isTrue();
    assertThat(intake.denialsRevision()).isEqualTo(1);
  }

  @Test
  void anEpochThatTheStreamHasLeftIsNotTakenUpAgain() throws Exception {
    // Given
    intake.take(Bundles.of(Bundles.EPOCH, 900, "old"), Origin.STREAM);
    intake.take(Bundles.of(Bundles.OTHER_EPOCH, 2, "new"), Origin.STREAM);
    Map<String, byte[]> late = Bundles.files(BootSet.A, Bundles.of(Bundles.EPOCH, 901, "late"));
    late.put(
        BundleFiles.DENIALS,
        ContractJson.write(new Denials(1, List.of(), List.of("none"), List.of())));

    // When
    project("1", late);
    events.await("denied 1");
    mounted.stop();

    // Then
    assertThat(serves("new")).isTrue();
    assertThat(serves("late")).isFalse();
  }
}

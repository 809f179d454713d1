package dev.dragoman.gateway.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.Acknowledgement.Outcome;
import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.source.Bundles;
import dev.dragoman.gateway.source.DiskCopy;
import dev.dragoman.gateway.source.Intake;
import dev.dragoman.gateway.source.Origin;
import dev.dragoman.gateway.source.SourceEvents;
import dev.dragoman.gateway.source.TouchedKeys;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** Against a fake operator over real TLS (kubernetes.md 3.3, 3.4). */
class StreamSourceTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final StreamPace PACE =
      new StreamPace(
          LONG, LONG, Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50));

  @TempDir static Path keys;
  private static TestCertificates certificates;

  @TempDir Path folder;
  private final SourceEvents events = new SourceEvents();
  private final HttpAccounts accounts = new HttpAccounts(Schedulers.parallel());
  private final LiveConfig live =
      new LiveConfig(accounts, Clock.systemUTC(), (configuration, outcome, took) -> {});
  private final List<KeyChanges> changes = new CopyOnWriteArrayList<>();
  private final TouchedKeys touched = new TouchedKeys();
  private final List<StreamSource> started = new ArrayList<>();
  private final List<InetAddress> addresses = new ArrayList<>();
  private FakeOperator operator;
  private Intake intake;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = TestCertificates.make(keys);
  }

  @BeforeEach
  void operator() throws Exception {
    Files.writeString(folder.resolve("ca.crt"), certificates.authority());
    Files.writeString(folder.resolve("token"), "token-1\n");
    intake = new Intake(live, new DiskCopy(folder.resolve("copy"), events), events);
    addresses.add(InetAddress.getLoopbackAddress());
    operator = FakeOperator.start(certificates, addresses.getFirst(), 0);
  }

  @AfterEach
  void stop() {
    started.forEach(StreamSource::stop);
    operator.close();
    accounts.close();
  }

  private void connect(StreamPace pace) {
    connect(operator.uri(), pace);
  }

  private void connect(URI address, StreamPace pace) {
    StreamSource source =
        new StreamSource(
            new Operator(
                address,
                folder.resolve("ca.crt"),
                folder.resolve("token"),
                host -> List.copyOf(addresses)),
            new Pod(FakeOperator.PATHS, "main-abc", "uid-1"),
            intake,
            new KeyNews(changes::add, touched),
            pace,
            events);
    started.add(source);
    source.start();
  }

  private void serving(Bundle bundle) throws InterruptedException {
    operator.publish(bundle);
    connect(PACE);
    assertThat(operator.acknowledged().outcome()).isEqualTo(Outcome.Applied);
  }

  private boolean serves(String model) {
    return live.holder().current().route(model) != null;
  }

  @Test
  void aHeadIsFetchedAppliedKeptAndAcknowledged() throws Exception {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 7, "smart");
    operator.publish(bundle);

    // When
    connect(PACE);
    Acknowledgement said = operator.acknowledged();

    // Then
    assertThat(said.isOf(bundle.head())).isTrue();
    assertThat(said.outcome()).isEqualTo(Outcome.Applied);
    assertThat(said.digest()).isEqualTo(bundle.head().digest());
    assertThat(said.podUid()).isEqualTo("uid-1");
    assertThat(said.podName()).isEqualTo("main-abc");
    assertThat(serves("smart")).isTrue();
    assertThat(BundleFiles.newest(this::kept))
        .get()
        .extracting(Bundle::head)
        .isEqualTo(bundle.head());
    assertThat(operator.streamed()).isEqualTo("pod=uid-1");
  }

  @Test
  void changedKeysAreToldAtOnceAndAcknowledgedWithTheKeysThatWereUsed() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "smart"));
    KeyChanges told = new KeyChanges(5, false, List.of("abcdefghijkl"));
    touched.touch("mnopqrstuvwx");

    // When
    operator.send(DeliveryPaths.KEYS, ContractJson.write(told));
    Acknowledgement said = operator.acknowledged();
    operator.send(DeliveryPaths.KEYS, ContractJson.write(KeyChanges.ofAll(6)));

    // Then
    assertThat(changes.getFirst()).isEqualTo(told);
    assertThat(said.keys()).isEqualTo(new Acknowledgement.Keys(5, List.of("mnopqrstuvwx")));
    assertThat(operator.acknowledged().keys()).isEqualTo(new Acknowledgement.Keys(6, List.of()));
  }

  @Test
  void nothingIsSaidOfKeysThatRideInTheConfiguration() throws Exception {
    // Given
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));
    touched.touch("mnopqrstuvwx");

    // When
    connect(PACE);

    // Then
    assertThat(operator.acknowledged().keys()).isNull();
    assertThat(touched.take(2)).containsExactly("mnopqrstuvwx");
  }

  private byte @Nullable [] kept(String name) {
    try {
      return Files.readAllBytes(folder.resolve("copy").resolve(name));
    } catch (IOException _) {
      return null;
    }
  }

  @Test
  void onlyPartsThatChangedAreFetched() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "one", "two", "three"));
    long before = operator.blobsAsked();

    // When
    operator.publish(Bundles.of(Bundles.EPOCH, 2, "one", "two", "three", "four"));
    operator.acknowledged();

    // Then: the list and the shard of the new route
    assertThat(operator.blobsAsked() - before).isEqualTo(2);
    assertThat(serves("four")).isTrue();
  }

  @Test
  void anOperatorThatOnlyStandsByIsPassedOver() throws Exception {
    // Given
    addresses.add(InetAddress.getByName("127.0.0.2"));
    operator.lead(false);
    try (FakeOperator leader =
        FakeOperator.start(certificates, addresses.getLast(), operator.port())) {
      leader.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));

      // When
      connect(PACE);

      // Then
      assertThat(leader.acknowledged().outcome()).isEqualTo(Outcome.Applied);
      assertThat(operator.acknowledgedNothing()).isTrue();
    }
  }

  @Test
  void anAddressThatDoesNotAnswerIsPassedOver() throws Exception {
    // Given: nobody listens there
    addresses.addFirst(InetAddress.getByName("127.0.0.3"));
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));

    // When
    connect(PACE);

    // Then
    assertThat(operator.acknowledged().outcome()).isEqualTo(Outcome.Applied);
  }

  @Test
  void aDroppedStreamIsConnectedAgainAndSaysWhatIsInForce() throws Exception {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 1, "smart");
    serving(bundle);
    assertThat(operator.streamed()).isEqualTo("pod=uid-1");

    // When
    operator.drop();

    // Then
    events.await("disconnected the operator ended the stream");
    assertThat(operator.streamed()).isEqualTo("pod=uid-1&digest=" + bundle.head().digest());
    assertThat(operator.acknowledged().isOf(bundle.head())).isTrue();
  }

  @Test
  @Tag("requirement-33")
  void aConnectionThatFallsSilentIsGivenUp() throws Exception {
    // Given
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));
    connect(
        new StreamPace(
            Duration.ofMillis(300),
            LONG,
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            Duration.ofMillis(50)));
    operator.acknowledged();
    operator.streamed();

    // When
    operator.fallSilent();

    // Then
    events.await("disconnected 127.0.0.1: TimeoutException");
    operator.streamed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"swapped", "truncated", "no gzip"})
  @Tag("requirement-35")
  void aPartThatIsNotWhatItsDigestSaysKeepsTheOldConfiguration(String damage) throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "old"));
    Bundle next = Bundles.of(Bundles.EPOCH, 2, "new");
    String changed =
        next.shards()
            .list()
            .changedSince(Bundles.of(Bundles.EPOCH, 1, "old").shards().list())
            .getFirst()
            .sha256();
    byte[] part = next.shards().blobs().getOrDefault(changed, new byte[0]);
    operator.gate(new CountDownLatch(1));
    operator.publish(next);
    operator.replace(
        changed,
        switch (damage) {
          case "swapped" -> Bundles.of(Bundles.EPOCH, 1, "else").shards().packedList();
          case "truncated" -> Arrays.copyOf(part, part.length / 2);
          default -> "no gzip".getBytes(StandardCharsets.UTF_8);
        });
    operator.openGate();

    // When
    Acknowledgement said = operator.acknowledged();

    // Then
    assertThat(said.outcome()).isEqualTo(Outcome.Rejected);
    assertThat(said.isOf(next.head())).isTrue();
    assertThat(said.problems()).hasSize(1);
    assertThat(serves("old")).isTrue();
    assertThat(BundleFiles.newest(this::kept))
        .get()
        .extracting(kept -> kept.head().generation())
        .isEqualTo(1L);
  }

  @Test
  void aPartThatCameDamagedIsFetchedOnceMore() throws Exception {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 1, "smart");
    byte[] damage = "no gzip".getBytes(StandardCharsets.UTF_8);
    operator.damageOnce(bundle.head().digest(), damage);
    operator.damageOnce(bundle.shards().list().shards().getFirst().sha256(), damage);

    // When
    serving(bundle);

    // Then
    assertThat(serves("smart")).isTrue();
    assertThat(operator.blobsAsked()).isEqualTo(1 + bundle.shards().blobs().size() + 2);
  }

  @Test
  void aConfigurationThatDoesNotCompileIsRejectedAndTheNextOneTaken() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "old"));

    // When
    operator.publish(Bundles.inconsistent(Bundles.EPOCH, 2));
    Acknowledgement rejected = operator.acknowledged();
    operator.publish(Bundles.of(Bundles.EPOCH, 3, "new"));
    Acknowledgement applied = operator.acknowledged();

    // Then
    assertThat(rejected.outcome()).isEqualTo(Outcome.Rejected);
    assertThat(rejected.problems()).containsExactly("route any: there is no provider nowhere");
    assertThat(applied.outcome()).isEqualTo(Outcome.Applied);
    assertThat(serves("new")).isTrue();
  }

  @Test
  void aContractOfAnotherVersionIsRejected() throws Exception {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 1, "old");
    serving(bundle);
    BundleHead head = bundle.head();

    // When
    operator.announce(new BundleHead(99, Bundles.EPOCH, 2, head.digest(), List.of(), 0, 0, 0));

    // Then
    Acknowledgement said = operator.acknowledged();
    assertThat(said.outcome()).isEqualTo(Outcome.Rejected);
    assertThat(said.problems()).containsExactly("contractVersion: 99 is not known");
    assertThat(serves("old")).isTrue();
  }

  @Test
  void anotherEpochIsBelievedWhateverItsNumber() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 900, "old"));

    // When
    operator.publish(Bundles.of(Bundles.OTHER_EPOCH, 2, "restored"));

    // Then
    assertThat(operator.acknowledged().generation()).isEqualTo(2);
    assertThat(serves("restored")).isTrue();
  }

  @Test
  void whoSendsAnOlderHeadLearnsWhatIsInForce() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 9, "new"));

    // When
    operator.publish(Bundles.of(Bundles.EPOCH, 8, "old"));

    // Then
    Acknowledgement said = operator.acknowledged();
    assertThat(said.generation()).isEqualTo(9);
    assertThat(said.outcome()).isEqualTo(Outcome.Applied);
    assertThat(serves("new")).isTrue();
  }

  @Test
  @Tag("requirement-32")
  void whileOneIsTakenOnlyTheNewestWaits() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "one"));
    operator.gate(new CountDownLatch(1));
    long before = operator.blobsAsked();
    operator.publish(Bundles.of(Bundles.EPOCH, 2, "two"));
    operator.awaitBlobsAsked(before + 1);

    // When: the pod reads them in order, so the denials come after the heads
    operator.publish(Bundles.of(Bundles.EPOCH, 3, "three"));
    operator.publish(Bundles.of(Bundles.EPOCH, 4, "four"));
    operator.deny(new Denials(1, List.of("aaaabbbbcccc"), List.of(), List.of()));
    events.await("denied 1");
    operator.openGate();

    // Then
    assertThat(operator.acknowledged().generation()).isEqualTo(2);
    assertThat(operator.acknowledged().generation()).isEqualTo(4);
    assertThat(serves("four")).isTrue();
  }

  @Test
  void denialsDoNotWaitForAConfigurationAndOutliveIt() throws Exception {
    // Given: a pod that hangs in the fetching of a configuration
    serving(Bundles.of(Bundles.EPOCH, 1, "good", "bad"));
    operator.gate(new CountDownLatch(1));
    operator.publish(Bundles.of(Bundles.EPOCH, 2, "good", "bad", "more"));

    // When
    operator.deny(new Denials(4, List.of(), List.of("bad"), List.of()));
    events.await("denied 4");
    boolean servedMeanwhile = serves("bad");
    operator.openGate();
    Acknowledgement said = operator.acknowledged();

    // Then
    assertThat(servedMeanwhile).isFalse();
    assertThat(said.denialsRevision()).isEqualTo(4);
    assertThat(serves("more")).isTrue();
    assertThat(serves("bad")).isFalse();
  }

  @Test
  void credentialsAreFetchedWhenTheirRevisionMovesAndKeptForTheOwnerAlone() throws Exception {
    // Given
    operator.hold(new Credentials(1, Map.of(Bundles.CREDENTIAL.name(), "first")));
    serving(Bundles.locked(Bundles.EPOCH, 1, 1, "smart"));
    long before = operator.asked("/credentials");

    // When
    operator.hold(new Credentials(2, Map.of(Bundles.CREDENTIAL.name(), "second")));
    operator.publish(Bundles.locked(Bundles.EPOCH, 1, 2, "smart"));
    Acknowledgement said = operator.acknowledged();

    // Then
    assertThat(said.credentialsRevision()).isEqualTo(2);
    assertThat(operator.asked("/credentials") - before).isEqualTo(1);
    assertThat(serves("smart")).isTrue();
    Path file = folder.resolve("copy").resolve(BundleFiles.CREDENTIALS);
    assertThat(BundleFiles.credentials(this::kept).revision()).isEqualTo(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  @Tag("requirement-37")
  void aCredentialThatHasNotArrivedIsAProblemAndAskedForAgain() throws Exception {
    // Given
    operator.publish(Bundles.locked(Bundles.EPOCH, 1, 1, "smart"));

    // When
    connect(
        new StreamPace(
            LONG,
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            Duration.ofMillis(50)));
    Acknowledgement without = operator.acknowledged();
    operator.hold(new Credentials(1, Map.of(Bundles.CREDENTIAL.name(), "arrived")));
    Acknowledgement with = operator.acknowledged();
    while (with.credentialsRevision() < 1) {
      with = operator.acknowledged();
    }

    // Then
    assertThat(without.outcome()).isEqualTo(Outcome.Applied);
    assertThat(without.problems())
        .contains(
            "provider locked is left out: there is no value for credential default/openai/key");
    assertThat(with.problems()).isEmpty();
    assertThat(serves("smart")).isTrue();
  }

  @Test
  void aHeadIsAcknowledgedAgainFromTimeToTime() throws Exception {
    // Given
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));

    // When
    connect(
        new StreamPace(
            LONG,
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            Duration.ofMillis(50)));

    // Then
    Acknowledgement first = operator.acknowledged();
    assertThat(operator.acknowledged()).isEqualTo(first);
    assertThat(operator.acknowledged()).isEqualTo(first);
  }

  @Test
  void aNewerCopyThatCameByAnotherWayIsAcknowledgedToo() throws Exception {
    // Given
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));
    connect(
        new StreamPace(
            LONG,
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofMillis(10),
            Duration.ofMillis(50)));
    Bundle mounted = Bundles.of(Bundles.EPOCH, 2, "mounted");
    Acknowledgement said = operator.acknowledged();

    // When
    assertThat(intake.take(mounted, Origin.MOUNTED)).isInstanceOf(Applied.class);
    while (said.generation() < 2) {
      said = operator.acknowledged();
    }

    // Then
    assertThat(said.isOf(mounted.head())).isTrue();
    assertThat(said.outcome()).isEqualTo(Outcome.Applied);
  }

  /** Of no other head is it told on a stream on which it has not spoken of the last one. */
  @Test
  void aHeadThatTheOperatorHasNoMoreIsGivenUpForTheNewest() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "smart"));
    Bundle outrun = Bundles.of(Bundles.EPOCH, 2, "outrun");
    Bundle newest = Bundles.of(Bundles.EPOCH, 3, "newest");

    // When
    operator.publishToLater(newest);
    operator.send(DeliveryPaths.HEAD, ContractJson.write(outrun.head()));

    // Then
    assertThat(operator.acknowledged().isOf(newest.head())).isTrue();
    assertThat(serves("newest")).isTrue();
  }

  @Test
  void aPartThatIsNotThereYetIsAskedForAgain() throws Exception {
    // Given
    Bundle bundle = Bundles.of(Bundles.EPOCH, 1, "smart");
    operator.publish(bundle);
    operator.replace(bundle.head().digest(), null);

    // When
    connect(PACE);
    events.await("call failed 404");
    operator.replace(bundle.head().digest(), bundle.shards().packedList());

    // Then
    assertThat(operator.acknowledged().outcome()).isEqualTo(Outcome.Applied);
  }

  @Test
  @Tag("requirement-34")
  void aRefusedTokenIsSaidAndTheNextOneOfTheFileTried() throws Exception {
    // Given
    operator.accept("token-2");
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));

    // When
    connect(PACE);
    String said = events.await("disconnected");
    Files.writeString(folder.resolve("token"), "token-2");

    // Then
    assertThat(said).contains("401", "token").doesNotContain("token-1");
    assertThat(operator.acknowledged().outcome()).isEqualTo(Outcome.Applied);
  }

  @Test
  void anOperatorOfAnotherAuthorityIsNotBelievedUntilTheFileSaysSo(@TempDir Path others)
      throws Exception {
    // Given
    Files.writeString(folder.resolve("ca.crt"), TestCertificates.make(others).authority());
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));

    // When
    connect(PACE);
    String said = events.await("disconnected");
    Files.writeString(folder.resolve("ca.crt"), certificates.authority());

    // Then
    assertThat(said).contains("SSLHandshakeException");
    assertThat(operator.acknowledged().outcome()).isEqualTo(Outcome.Applied);
  }

  @Test
  void aCertificateForAnotherNameIsNotBelieved() throws Exception {
    // Given
    operator.publish(Bundles.of(Bundles.EPOCH, 1, "smart"));
    URI elsewhere = URI.create("https://another-operator.test.svc:" + operator.port());

    // When
    connect(elsewhere, PACE);

    // Then
    assertThat(events.await("disconnected")).contains("SSLHandshakeException");
    assertThat(operator.acknowledgedNothing()).isTrue();
  }

  @Test
  void whatIsNoHeadIsRefusedAndTheStreamGoesOn() throws Exception {
    // Given
    serving(Bundles.of(Bundles.EPOCH, 1, "old"));

    // When
    operator.send("head", "{\"unheard\":\"of\"}".getBytes(StandardCharsets.UTF_8));
    operator.send("unheard-of", "{}".getBytes(StandardCharsets.UTF_8));
    operator.publish(Bundles.of(Bundles.EPOCH, 2, "new"));

    // Then
    events.await("refused head");
    assertThat(operator.acknowledged().generation()).isEqualTo(2);
  }
}

package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.GATEWAY;
import static dev.dragoman.operator.delivery.Given.applied;
import static dev.dragoman.operator.delivery.Given.rendering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyChanges;
import dev.dragoman.contract.Shards;
import dev.dragoman.operator.certificates.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeliveryServerTest {
  private static final DeliveryPaths PATHS = DeliveryPaths.of("team", "main");
  private static final Duration LONGEST_WRITE = Duration.ofMillis(300);

  private final TestTls tls = new TestTls();
  private final MemoryObjects objects = new MemoryObjects();
  private volatile boolean leading = true;
  private volatile Rendering rendering = rendering(1);
  private final Delivery delivery =
      new Delivery(
          _ -> objects,
          _ -> Map.of("a", "pod-a", "b", "pod-b"),
          _ -> {},
          () -> leading,
          Clock.systemUTC());
  private final DeliveryServer server;
  private final TestPod pod;

  DeliveryServerTest() throws IOException, GeneralSecurityException {
    server =
        DeliveryServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            tls.server(),
            delivery,
            DeliveryServerTest::callerOf,
            LONGEST_WRITE);
    pod = pod("a", "own");
  }

  private static Optional<Caller> callerOf(String token) {
    return switch (token) {
      case "own" -> Optional.of(new Caller("team", "main-gateway", null));
      case "bound" -> Optional.of(new Caller("team", "main-gateway", "a"));
      case "neighbour" -> Optional.of(new Caller("team", "other-gateway", null));
      case "stranger" -> Optional.of(new Caller("elsewhere", "main-gateway", null));
      case "unknown-gateway" -> Optional.of(new Caller("team", "nobody-gateway", null));
      case "outage" -> throw new IllegalStateException("no answer");
      default -> Optional.empty();
    };
  }

  private TestPod pod(String uid, String token) throws IOException, GeneralSecurityException {
    return new TestPod(uid, token, PATHS, server.port(), tls.client());
  }

  @BeforeEach
  void serve() {
    delivery.serve(GATEWAY, () -> Optional.of(rendering));
    delivery.changed(GATEWAY);
    Waiting.until(() -> delivery.publication(GATEWAY).isPresent());
  }

  @AfterEach
  void stop() {
    pod.close();
    server.close();
    delivery.close();
  }

  private int status(String token, String path) throws Exception {
    try (TestPod asking = pod("a", token)) {
      return asking.get(path).statusCode();
    }
  }

  @Test
  @Tag("requirement-34")
  void onlyTheGatewaysOwnServiceAccountIsServed() throws Exception {
    assertThat(status("own", PATHS.credentials())).isEqualTo(200);
    assertThat(status("stolen", PATHS.credentials())).isEqualTo(401);
    assertThat(status("neighbour", PATHS.credentials())).isEqualTo(403);
    assertThat(status("stranger", PATHS.credentials())).isEqualTo(403);
    assertThat(status("neighbour", PATHS.stream() + "?pod=a")).isEqualTo(403);
    assertThat(status("outage", PATHS.credentials())).isEqualTo(503);
  }

  @Test
  void whatDoesNotExistIsNotFound() throws Exception {
    assertThat(status("own", "/v1/gateways/team/main/other")).isEqualTo(404);
    assertThat(status("own", PATHS.blob("0".repeat(64)))).isEqualTo(404);
    assertThat(status("unknown-gateway", DeliveryPaths.of("team", "nobody").credentials()))
        .isEqualTo(404);
  }

  @Test
  void anOperatorThatStandsBySaysSoToEverybody() throws Exception {
    leading = false;
    HttpResponse<byte[]> answer = pod.get(PATHS.credentials());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(DeliveryPaths.NOT_LEADER);
  }

  @Test
  void aPodSpeaksForItselfOnly() throws Exception {
    // Given
    BundleHead head = delivery.publication(GATEWAY).orElseThrow().head();
    try (TestPod bound = pod("a", "bound")) {
      // Then
      assertThat(bound.acknowledge(applied(head, "a"))).isEqualTo(204);
      assertThat(bound.acknowledge(applied(head, "b"))).isEqualTo(403);
      assertThat(bound.get(PATHS.stream() + "?pod=b").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void changesOfKeysReachListenersAtOnceAndThoseWhoComeLaterAsAGap() throws Exception {
    // Given
    BundleHead head = delivery.publication(GATEWAY).orElseThrow().head();
    pod.connect();

    // When
    long first = delivery.keysChanged(GATEWAY, Set.of()).orElseThrow();
    KeyChanges begin = pod.nextKeys();
    long second = delivery.keysChanged(GATEWAY, Set.of("abcdefghijkl")).orElseThrow();
    KeyChanges next = pod.nextKeys();
    pod.acknowledge(
        withKeys(applied(head, "a"), new Acknowledgement.Keys(second, List.of("abcdefghijkl"))));

    // Then
    assertThat(begin).isEqualTo(KeyChanges.ofAll(first));
    assertThat(next).isEqualTo(new KeyChanges(second, false, List.of("abcdefghijkl")));
    assertThat(delivery.keysProgress(GATEWAY, second).pods())
        .extracting(PodProgress::name, PodProgress::state)
        .containsExactly(
            tuple("pod-a", PodProgress.State.Current), tuple("pod-b", PodProgress.State.Behind));
    assertThat(delivery.takeTouched(GATEWAY)).containsExactly("abcdefghijkl");
    assertThat(delivery.takeTouched(GATEWAY)).isEmpty();
    try (TestPod later = pod("b", "own")) {
      later.connect();
      assertThat(later.nextKeys()).isEqualTo(KeyChanges.ofAll(second));
    }
  }

  private static Acknowledgement withKeys(Acknowledgement ack, Acknowledgement.Keys keys) {
    return new Acknowledgement(
        ack.contractVersion(),
        ack.podUid(),
        ack.podName(),
        ack.epoch(),
        ack.generation(),
        ack.digest(),
        ack.credentialsRevision(),
        ack.denialsRevision(),
        ack.outcome(),
        ack.problems(),
        ack.millis(),
        keys);
  }

  @Test
  void anAcknowledgementIsBoundedAndReadStrictly() throws Exception {
    byte[] large = new byte[Acknowledgement.MAX_BYTES + 1];
    assertThat(pod.post(PATHS.acks(), BodyPublishers.ofByteArray(large))).isEqualTo(413);
    assertThat(pod.post(PATHS.acks(), BodyPublishers.ofString("{\"podUid\":\"a\"}")))
        .isEqualTo(400);
  }

  @Test
  @Tag("requirement-27")
  void aPodFollowsFromHeadToHead() throws Exception {
    // Given
    pod.connect();
    BundleHead first = pod.nextHead();
    assertThat(pod.fetch(first).config(first.generation()).sorted())
        .isEqualTo(published(1, first.generation()));
    pod.acknowledge(applied(first, "a"));

    // When
    rendering = rendering(2);
    delivery.changed(GATEWAY);

    // Then
    BundleHead second = pod.nextHead();
    assertThat(second.generation()).isEqualTo(2);
    assertThat(pod.fetch(second).config(second.generation()).sorted())
        .isEqualTo(published(2, second.generation()));
    pod.acknowledge(applied(second, "a"));
    Waiting.until(() -> delivery.progress(GATEWAY, 2).programmed() == 1);
  }

  private static GatewayConfig published(int n, long generation) {
    return Shards.of(Given.config(n)).config(generation).sorted();
  }

  @Test
  void credentialsAreThoseOfTheHead() throws Exception {
    pod.connect();
    BundleHead head = pod.nextHead();
    Credentials credentials =
        ContractJson.read(pod.get(PATHS.credentials()).body(), Credentials.class);
    assertThat(credentials.revision()).isEqualTo(head.credentialsRevision());
    assertThat(credentials.values()).containsEntry("team/secret/key", "s3cret");
  }

  @Test
  void denialsComeWithoutAHead() throws Exception {
    // Given: a pod that has not acknowledged its head
    pod.connect();
    pod.nextHead();

    // When
    rendering = rendering(1, Map.of("team/secret/key", "s3cret"), Given.denying("aaaabbbbcccc"));
    delivery.changed(GATEWAY);

    // Then
    Denials denials = pod.nextDenials();
    while (denials.isEmpty()) {
      denials = pod.nextDenials();
    }
    assertThat(denials.keyIds()).containsExactly("aaaabbbbcccc");
  }

  @Test
  @Tag("requirement-32")
  void aPodThatReadsNothingIsCutOffAndDelaysNobody() throws Exception {
    GatewayChannel channel = delivery.channel("team", "main").orElseThrow();
    try (SSLSocket deaf = deafPod()) {
      Waiting.until(() -> channel.connected().contains("deaf"));
      pod.connect();

      // When: more is to be said than the buffers between hold
      int round = 0;
      while (channel.connected().contains("deaf")) {
        round++;
        int marked = round;
        rendering =
            rendering(
                1,
                Map.of("team/secret/key", "s3cret"),
                new Denials(
                    0,
                    IntStream.range(0, 30_000).mapToObj(i -> "k" + marked + "x" + i).toList(),
                    List.of(),
                    List.of()));
        delivery.changed(GATEWAY);
        String expected = "k" + marked + "x0";
        Denials heard = pod.nextDenials();
        while (!heard.keyIds().contains(expected)) {
          heard = pod.nextDenials();
        }
      }

      // Then: the other pod heard all of it, and the deaf one's stream is gone
      assertThat(deaf.isConnected()).isTrue();
      assertThat(channel.connected()).containsExactly("a");
    }
  }

  private SSLSocket deafPod() throws IOException, GeneralSecurityException {
    SSLSocket socket = (SSLSocket) tls.client().getSocketFactory().createSocket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            "GET %s?pod=deaf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer own\r\n\r\n"
                .formatted(PATHS.stream())
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void aSecondStreamOfAPodEndsTheFirst() throws Exception {
    pod.connect();
    pod.nextHead();
    try (TestPod again = pod("a", "own")) {
      again.connect();
      assertThat(again.nextHead().generation()).isEqualTo(1);
      Waiting.until(pod::isEnded);
    }
  }

  @Test
  void whenTheServerEndsAllStreamsEnd() throws Exception {
    pod.connect();
    pod.nextHead();
    server.close();
    Waiting.until(pod::isEnded);
    GatewayChannel channel = delivery.channel("team", "main").orElseThrow();
    Waiting.until(() -> channel.connected().isEmpty());
  }

  @Test
  void aGatewayThatIsGoneIsUnknown() throws Exception {
    pod.connect();
    pod.nextHead();
    delivery.remove(GATEWAY);
    Waiting.until(pod::isEnded);
    assertThat(status("own", PATHS.credentials())).isEqualTo(404);
  }
}

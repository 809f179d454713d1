package dev.dragoman.gateway.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BootSet;
import dev.dragoman.gateway.GatewaySettings;
import dev.dragoman.gateway.source.Bundles;
import dev.dragoman.gateway.source.stream.FakeOperator;
import dev.dragoman.gateway.source.stream.Pod;
import dev.dragoman.gateway.source.stream.StreamPace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole pods, with an operator that is a fake and with none. */
class GatewayPodTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration NONE = Duration.ofMillis(1);
  private static final StreamPace PACE =
      new StreamPace(
          LONG, LONG, Duration.ofSeconds(10), Duration.ofMillis(10), Duration.ofMillis(50));

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private FakeOperator operator;

  @BeforeEach
  void operator() throws Exception {
    operator = FakeOperator.startFor(folder);
  }

  @AfterEach
  void stop() {
    operator.close();
    http.close();
  }

  private GatewayPod start(Duration patience) {
    return GatewayPod.start(
        new PodSettings(
            new GatewaySettings(
                "127.0.0.1",
                0,
                0,
                1024 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                folder.resolve("state")),
            operator.reachedFrom(folder, host -> List.of(InetAddress.getLoopbackAddress())),
            new Pod(FakeOperator.PATHS, "main-abc", "uid-1"),
            folder.resolve("boot"),
            folder.resolve("state"),
            null),
        PACE,
        patience);
  }

  private int status(int port, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private String models(GatewayPod pod) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pod.port() + "/v1/models"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String metrics(GatewayPod pod) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + pod.managementPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private void awaitReady(GatewayPod pod) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (status(pod.managementPort(), "/ready") != 200) {
      assertThat(System.nanoTime()).as("the pod is not ready").isLessThan(end);
    }
  }

  @Test
  @Tag("requirement-28")
  void aPodIsReadyOnlyWithACompleteConfiguration() throws Exception {
    try (GatewayPod pod = start(NONE)) {
      // Given: the stream is there, but no configuration
      int before = status(pod.managementPort(), "/ready");

      // When
      operator.publish(Bundles.of(Bundles.EPOCH, 7, "smart"));
      operator.acknowledged();
      awaitReady(pod);

      // Then
      assertThat(before).isEqualTo(503);
      assertThat(models(pod)).contains("smart");
      assertThat(metrics(pod))
          .contains(
              "dragoman_gateway_config_generation 7.0",
              "dragoman_gateway_config_stream_connected 1.0",
              "dragoman_gateway_config_source{source=\"stream\"} 1.0");
    }
  }

  @Test
  @Tag("requirement-28")
  void aPodWaitsForTheStreamThoughItHasABootCopy() throws Exception {
    // Given
    Bundles.write(
        folder.resolve("boot"), Bundles.files(BootSet.A, Bundles.of(Bundles.EPOCH, 7, "copied")));
    operator.lead(false);
    try (GatewayPod pod = start(LONG)) {
      // When
      int before = status(pod.managementPort(), "/ready");
      String served = models(pod);
      operator.publish(Bundles.of(Bundles.EPOCH, 8, "fresh"));
      operator.lead(true);
      operator.acknowledged();
      awaitReady(pod);

      // Then
      assertThat(before).isEqualTo(503);
      assertThat(served).contains("copied");
      assertThat(models(pod)).contains("fresh");
    }
  }

  @Test
  void withoutAnOperatorAPodServesItsBootCopyAndStartsAgainFromItsOwn() throws Exception {
    // Given
    Path boot = folder.resolve("boot");
    Bundles.write(boot, Bundles.files(BootSet.A, Bundles.of(Bundles.EPOCH, 7, "copied")));
    operator.lead(false);

    // When
    try (GatewayPod pod = start(NONE)) {
      awaitReady(pod);
      assertThat(models(pod)).contains("copied");
      assertThat(metrics(pod)).contains("dragoman_gateway_config_source{source=\"mounted\"} 1.0");
    }
    Files.delete(boot.resolve("head-a.json"));

    // Then: the container starts again in the same pod
    try (GatewayPod again = start(NONE)) {
      awaitReady(again);
      assertThat(models(again)).contains("copied");
      assertThat(metrics(again)).contains("dragoman_gateway_config_source{source=\"disk\"} 1.0");
    }
  }

  @Test
  void aPodThatIsToldToStopLeavesTheStreamBeforeItStopsServing() throws Exception {
    // Given
    operator.publish(Bundles.of(Bundles.EPOCH, 7, "smart"));
    GatewayPod pod = start(NONE);
    operator.acknowledged();

    // When
    pod.close();

    // Then
    operator.awaitStreams(0);
    operator.publish(Bundles.of(Bundles.EPOCH, 8, "late"));
    assertThat(operator.acknowledgedNothing()).isTrue();
  }
}

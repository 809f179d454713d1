package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.FastUpstream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pieces of the command on loopback, for a handful of requests: no figure is judged here. */
class LoadSmokeTest {
  private static final int EVENTS = 5;

  private FastUpstream upstream;
  private BareProxy floor;

  @BeforeEach
  void start() {
    upstream = FastUpstream.start(new FastUpstream.Pace(EVENTS, Duration.ofMillis(1)));
    floor = BareProxy.start(upstream.port());
  }

  @AfterEach
  void stop() {
    floor.close();
    upstream.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyRequestThroughTheFloorIsAnswered(Workload workload) {
    // Given
    ProcessHandle self = ProcessHandle.current();

    try (ClosedLoop loop = new ClosedLoop(4)) {
      // When
      Turn turn = loop.run(whole(Wire.OPENAI, workload, floor.port()), 10, self);

      // Then
      assertThat(turn.answered()).isEqualTo(40);
      assertThat(turn.failed()).isZero();
      assertThat(loop.firstFailure()).isNull();
    }
  }

  @Test
  void aRefusedRequestIsAWrongAnswer() {
    // Given
    UpstreamAddress address = new UpstreamAddress(floor.port(), Workload.PLAIN);
    ClientCall nowhere =
        ClientCall.of(
            Wire.OPENAI, address.openAi() + "/nothing", "", Wire.OPENAI.body("fast", false));

    try (ClosedLoop loop = new ClosedLoop(2)) {
      // When
      Turn turn = loop.run(nowhere, 3, ProcessHandle.current());

      // Then
      assertThat(turn.failed()).isEqualTo(6);
      assertThat(loop.firstFailure()).startsWith("status 404");
    }
  }

  @Test
  void everyEventOfEveryStreamArrivesThroughTheFloor() {
    // Given
    SlowStreams streams = new SlowStreams(8, EVENTS, Duration.ofSeconds(10));

    for (Wire wire : Wire.values()) {
      // When
      StreamCount count = streams.run(stream(wire, floor.port()));

      // Then
      assertThat(count).isEqualTo(new StreamCount(8 * EVENTS, 8 * EVENTS, 0));
    }
  }

  @Test
  void streamsThatNobodySendsAreLostAndBroken() {
    // Given
    SlowStreams streams = new SlowStreams(2, EVENTS, Duration.ofSeconds(10));

    // When
    StreamCount count = streams.run(whole(Wire.OPENAI, Workload.PLAIN, floor.port()));

    // Then
    assertThat(count).isEqualTo(new StreamCount(2 * EVENTS, 0, 2));
  }

  @Test
  void theAddressesAreThoseOfTheUpstream() {
    // When
    UpstreamAddress address = new UpstreamAddress(upstream.port(), Workload.PLAIN);

    // Then
    assertThat(URI.create(address.openAi())).isEqualTo(upstream.openAiBaseUrl());
    assertThat(URI.create(address.openAiStream())).isEqualTo(upstream.openAiStreamBaseUrl());
    assertThat(URI.create(address.anthropicStream())).isEqualTo(upstream.anthropicStreamBaseUrl());
    UpstreamAddress thinking = new UpstreamAddress(upstream.port(), Workload.THINKING);
    assertThat(URI.create(thinking.openAi())).isEqualTo(upstream.openAiCallsBaseUrl());
    assertThat(URI.create(thinking.anthropic())).isEqualTo(upstream.anthropicCallsBaseUrl());
  }

  private static ClientCall whole(Wire wire, Workload workload, int port) {
    return ClientCall.of(
        wire, new UpstreamAddress(port, workload).whole(wire), "", workload.body(wire, "fast"));
  }

  private static ClientCall stream(Wire wire, int port) {
    return ClientCall.of(
        wire, new UpstreamAddress(port, Workload.PLAIN).stream(wire), "", wire.body("fast", true));
  }
}

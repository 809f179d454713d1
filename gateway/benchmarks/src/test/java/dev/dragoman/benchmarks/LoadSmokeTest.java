package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.FastUpstream;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void everyRequestThroughTheFloorIsAnswered() {
    // Given
    ProcessHandle self = ProcessHandle.current();

    try (ClosedLoop loop = new ClosedLoop(4)) {
      // When
      Turn turn = loop.run(whole(Wire.OPENAI, floor.port()), 10, self);

      // Then
      assertThat(turn.answered()).isEqualTo(40);
      assertThat(turn.failed()).isZero();
      assertThat(loop.firstFailure()).isNull();
    }
  }

  @Test
  void aRefusedRequestIsAWrongAnswer() {
    // Given
    UpstreamAddress address = new UpstreamAddress(floor.port());
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
    StreamCount count = streams.run(whole(Wire.OPENAI, floor.port()));

    // Then
    assertThat(count).isEqualTo(new StreamCount(2 * EVENTS, 0, 2));
  }

  @Test
  void theAddressesAreThoseOfTheUpstream() {
    // When
    UpstreamAddress address = new UpstreamAddress(upstream.port());

    // Then
    assertThat(URI.create(address.openAi())).isEqualTo(upstream.openAiBaseUrl());
    assertThat(URI.create(address.openAiStream())).isEqualTo(upstream.openAiStreamBaseUrl());
    assertThat(URI.create(address.anthropicStream())).isEqualTo(upstream.anthropicStreamBaseUrl());
  }

  private static ClientCall whole(Wire wire, int port) {
    return ClientCall.of(wire, new UpstreamAddress(port).whole(wire), "", wire.body("fast", false));
  }

  private static ClientCall stream(Wire wire, int port) {
    return ClientCall.of(wire, new UpstreamAddress(port).stream(wire), "", wire.body("fast", true));
  }
}

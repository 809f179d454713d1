package dev.dragoman.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.EncodedEmbeddings.Call;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One request as several calls. Each is of 10 tokens by its text; answers report 3. */
class SeveralCallsTest {
  private static final long ESTIMATE = 10;
  private static final long REPORT = 3;

  private final List<Sinks.Many<UpstreamSignal>> made = new ArrayList<>();
  private final List<Integer> cancelled = new ArrayList<>();
  private final List<UpstreamSignal> signals = new ArrayList<>();
  private @Nullable Throwable failure;
  private boolean complete;

  private static List<Call> calls(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Call(new WireRequest("/" + i, WireHeaders.NONE, new byte[0], false), 1, ESTIMATE))
        .toList();
  }

  private static EmbeddingResponse decoded(WireResponse response, Call call) {
    float number = Float.parseFloat(new String(response.body(), StandardCharsets.US_ASCII));
    return new EmbeddingResponse(null, List.of(new float[] {number}), Usage.of(REPORT, 0));
  }

  private Flux<UpstreamSignal> called(WireRequest request) {
    int index = made.size();
    assertThat(request.path()).isEqualTo("/" + index);
    Sinks.Many<UpstreamSignal> answer = Sinks.many().unicast().onBackpressureBuffer();
    made.add(answer);
    return answer.asFlux().doOnCancel(() -> cancelled.add(index));
  }

  private Disposable open(SeveralCalls calls) {
    return calls
        .open(this::called)
        .subscribe(signals::add, error -> failure = error, () -> complete = true);
  }

  private void answers(int index, int status, String body) {
    Sinks.Many<UpstreamSignal> answer = made.get(index);
    answer.tryEmitNext(new Head(status, WireHeaders.of("x-call", Integer.toString(index))));
    answer.tryEmitNext(new Chunk(body.getBytes(StandardCharsets.US_ASCII)));
    answer.tryEmitComplete();
  }

  private static AttemptMeter meter() {
    RuntimeBackend backend =
        new RuntimeBackend(
            "p",
            Protocols.ofUpstream(ProtocolId.BEDROCK),
            Dialect.STANDARD,
            call -> Flux.never(),
            null,
            1,
            0,
            TimeoutsEntry.DEFAULT,
            Map.of());
    Target target = new Target("m", Families.load().of(ProtocolId.BEDROCK, "m"));
    return new AttemptMeter(1, new PlannedTarget(backend, target), () -> 0);
  }

  @Test
  void answersStandInTheOrderOfTheCallsWheneverTheyCome() {
    // Given
    AttemptMeter meter = meter();
    SeveralCalls calls = new SeveralCalls(calls(6), SeveralCallsTest::decoded, meter);
    open(calls);
    assertThat(made).hasSize(SeveralCalls.AT_ONCE);

    // When
    answers(3, 200, "3");
    answers(0, 200, "0");
    assertThat(made).hasSize(6);
    answers(5, 200, "5");
    answers(2, 200, "2");
    answers(1, 200, "1");
    assertThat(complete).isFalse();
    answers(4, 200, "4");

    // Then
    assertThat(complete).isTrue();
    assertThat(signals)
        .singleElement()
        .isInstanceOfSatisfying(Head.class, head -> assertThat(head.status()).isEqualTo(200));
    assertThat(calls.answer().vectors())
        .extracting(vector -> vector[0])
        .containsExactly(0f, 1f, 2f, 3f, 4f, 5f);
    assertThat(calls.answer().usage()).isEqualTo(Usage.of(6 * REPORT, 0));
  }

  @Test
  void theFirstFailureIsTheFailureOfAll() {
    // Given
    AttemptMeter meter = meter();
    open(new SeveralCalls(calls(6), SeveralCallsTest::decoded, meter));
    answers(1, 200, "1");

    // When
    answers(2, 429, "slow");

    // Then
    assertThat(complete).isTrue();
    assertThat(signals).hasSize(2);
    assertThat(signals.getFirst())
        .isInstanceOfSatisfying(
            Head.class,
            head -> {
              assertThat(head.status()).isEqualTo(429);
              assertThat(head.headers().first("x-call")).isEqualTo("2");
            });
    assertThat(cancelled).containsExactlyInAnyOrder(0, 3, 4);
    assertThat(meter.usage()).isEqualTo(Usage.of(REPORT, 0));
    assertThat(meter.isComplete()).isFalse();
  }

  @Test
  void aBrokenConnectionCostsNothingBeforeAnyAnswer() {
    // Given
    AttemptMeter meter = meter();
    open(new SeveralCalls(calls(2), SeveralCallsTest::decoded, meter));

    // When
    made.getFirst().tryEmitError(new UpstreamFailure("broken", new EOFException()));

    // Then
    assertThat(failure).isInstanceOf(UpstreamFailure.class);
    assertThat(cancelled).contains(1);
    assertThat(meter.usage()).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void whoLeavesIsChargedForTheCallsThatWereMade() {
    // Given
    AttemptMeter meter = meter();
    Disposable client = open(new SeveralCalls(calls(9), SeveralCallsTest::decoded, meter));
    answers(0, 200, "0");

    // When
    client.dispose();

    // Then
    assertThat(made).hasSize(1 + SeveralCalls.AT_ONCE);
    assertThat(cancelled).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(meter.usage()).isEqualTo(Usage.of(REPORT + SeveralCalls.AT_ONCE * ESTIMATE, 0));
  }

  @Test
  void anAnswerThatCannotBeReadEndsAll() {
    // Given
    SeveralCalls calls = new SeveralCalls(calls(2), SeveralCallsTest::decoded, meter());
    open(calls);

    // When
    answers(0, 200, "nonsense");

    // Then
    assertThat(failure).isInstanceOf(NumberFormatException.class);
    assertThat(cancelled).containsExactly(1);
    assertThatThrownBy(calls::answer).isInstanceOf(IllegalStateException.class);
  }
}

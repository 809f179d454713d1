package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.codec.EncodedEmbeddings.Call;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One request as several calls of its upstream, {@value #AT_ONCE} at a time. The first failure is
 * the failure of all, and ends those under way. To whoever reads the signals it is one call: the
 * failure as it came, or the head of the last answer without a body, while the answers are kept
 * here. Single use; all but the bytes of the answers is handled serially.
 *
 * <p>What the calls have come to is told to the meter all along, so that a client that leaves is
 * charged for those that were made: answers by their report, those under way by their text.
 */
final class SeveralCalls {
  static final int AT_ONCE = 4;

  private final List<Call> calls;
  private final BiFunction<WireResponse, Call, EmbeddingResponse> decoder;
  private final AttemptMeter meter;
  private final @Nullable EmbeddingResponse[] answers;
  private int answered;

  /**
   * Calls that are to be made.
   *
   * @param decoder reads the answer to one of them
   */
  SeveralCalls(
      List<Call> calls,
      BiFunction<WireResponse, Call, EmbeddingResponse> decoder,
      AttemptMeter meter) {
    this.calls = calls;
    this.decoder = decoder;
    this.meter = meter;
    this.answers = new EmbeddingResponse[calls.size()];
  }

  /** A whole answer to one call. */
  private record Answer(int index, Head head, byte[] body) {}

  /** Makes the calls when subscribed. */
  Flux<UpstreamSignal> open(Function<WireRequest, Flux<UpstreamSignal>> upstream) {
    return Flux.range(0, calls.size())
        .flatMap(index -> answer(index, upstream), AT_ONCE)
        .doOnSubscribe(_ -> meter.asked(tokensAnswered() + tokensUnderWay()))
        .doOnNext(this::take)
        .doOnError(_ -> meter.asked(tokensAnswered()))
        .takeUntil(answer -> !answer.head.isSuccess())
        .takeLast(1)
        .concatMapIterable(SeveralCalls::signals);
  }

  private static List<UpstreamSignal> signals(Answer last) {
    return last.head.isSuccess() ? List.of(last.head) : List.of(last.head, new Chunk(last.body));
  }

  private Mono<Answer> answer(int index, Function<WireRequest, Flux<UpstreamSignal>> upstream) {
    return Mono.defer(() -> {
      Collected collected = new Collected();
      return upstream
          .apply(calls.get(index).request())
          .doOnNext(collected::add)
          .then(Mono.fromSupplier(() -> collected.answer(index)));
    });
  }

  /** One answer as it comes. */
  private static final class Collected {
    private final BoundedBytes body = new BoundedBytes(BoundedBytes.MAX_BYTES / AT_ONCE);
    private Head head = new Head(502, WireHeaders.NONE);

    void add(UpstreamSignal signal) {
      switch (signal) {
        case Head first -> head = first;
        case Chunk(byte[] bytes) -> body.add(bytes);
      }
    }

    Answer answer(int index) {
      return new Answer(index, head, body.toByteArray());
    }
  }

  private void take(Answer answer) {
    if (!answer.head.isSuccess()) {
      meter.asked(tokensAnswered());
      return;
    }
    WireResponse response =
        new WireResponse(answer.head.status(), answer.head.headers(), answer.body);
    answers[answer.index] = decoder.apply(response, calls.get(answer.index));
    answered++;
    meter.asked(tokensAnswered() + tokensUnderWay());
  }

  private long tokensAnswered() {
    long sum = 0;
    for (int i = 0; i < answers.length; i++) {
      EmbeddingResponse answer = answers[i];
      if (answer != null) {
        Usage usage = answer.usage();
        sum += usage.inputUncached() == null ? calls.get(i).tokens() : usage.inputTotal();
      }
    }
    return sum;
  }

  /** Calls are begun in order, one more for each that is answered. */
  private long tokensUnderWay() {
    long sum = 0;
    for (int i = 0; i < Math.min(calls.size(), answered + AT_ONCE); i++) {
      sum += answers[i] == null ? calls.get(i).tokens() : 0;
    }
    return sum;
  }

  /** The answers in the order of the calls, once all are there. */
  EmbeddingResponse answer() {
    List<EmbeddingResponse> parts = new ArrayList<>(answers.length);
    for (EmbeddingResponse answer : answers) {
      if (answer == null) {
        throw new IllegalStateException("all calls are answered before their answers are read");
      }
      parts.add(answer);
    }
    return EmbeddingResponse.joined(parts);
  }
}

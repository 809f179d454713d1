package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.responses.ResponseChain;
import dev.dragoman.gateway.responses.StoredResponses;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.AnswerRecorder;
import dev.dragoman.protocol.codec.AnswerRecorder.Step;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.codec.ResponseStorage.Asked;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The storage of one exchange: what the request builds on is put into it before it is encoded for a
 * target, and the answer is stored before its end reaches the client, so that whoever has seen the
 * end can build on it. Between the two an exchange is like any other.
 */
final class ResponseKeeping {
  private final InboundCall call;
  private final ResponseStorage storage;
  private final Asked asked;
  private final Duration keepFor;
  private final String tenant;
  private final StoredResponses stored;
  private final boolean withState;

  private ResponseKeeping(
      InboundCall call,
      ResponseStorage storage,
      Asked asked,
      Duration keepFor,
      String tenant,
      StoredResponses stored,
      boolean withState) {
    this.call = call;
    this.storage = storage;
    this.asked = asked;
    this.keepFor = keepFor;
    this.tenant = tenant;
    this.stored = stored;
    this.withState = withState;
  }

  /**
   * What storage means for a call, null when it means nothing.
   *
   * @throws dev.dragoman.protocol.model.GatewayException {@code INVALID_REQUEST} when the call
   *     builds on an answer and none is stored here
   */
  static @Nullable ResponseKeeping of(
      InboundCall call,
      Scanned scanned,
      RoutePlan plan,
      RuntimeConfig config,
      String tenant,
      StoredResponses stored) {
    ResponseStorage storage = call.protocol().storage();
    if (storage == null) {
      return null;
    }
    Asked asked = storage.asked(scanned);
    Duration keepFor = config.responsesKept();
    if (keepFor == null) {
      if (asked.previous() != null) {
        throw storage.previousUnsupported();
      }
      return null;
    }
    Asked meant =
        call.operation() == Operation.GENERATE ? asked : new Asked(asked.previous(), false);
    return meant.store() || meant.previous() != null
        ? new ResponseKeeping(
            call, storage, meant, keepFor, tenant, stored, bringsState(call.protocol().id(), plan))
        : null;
  }

  /**
   * Whether the state of reasoning may be asked for: a model that does not think refuses to be
   * asked where the request passes as it is.
   */
  private static boolean bringsState(ProtocolId client, RoutePlan plan) {
    for (PlannedTarget target : plan.targets()) {
      if (target.backend().protocol().id().equals(client)
          && target.target().capabilities().reasoning() == ReasoningUse.NONE) {
        return false;
      }
    }
    return true;
  }

  /** The reply to a call that builds on nothing any more, with the answer stored. */
  Mono<Reply> around(ExchangeTime time, Exchange exchange) {
    String previous = asked.previous();
    if (previous == null) {
      return kept(exchange, ResponseChain.NONE);
    }
    // Waiting for the store is no work of the exchange's own.
    time.upstreamAwaited(System.nanoTime());
    return ResponseChain.to(previous, tenant, stored, storage, storage::previousNotFound)
        .doOnTerminate(() -> time.received(System.nanoTime()))
        .flatMap(chain -> kept(exchange, chain));
  }

  /** The rest of the pipeline. */
  @FunctionalInterface
  interface Exchange {
    Mono<Reply> of(InboundCall call);
  }

  private Mono<Reply> kept(Exchange exchange, ResponseChain chain) {
    WireRequest request = call.request();
    byte[] body = request.body();
    if (!chain.ids().isEmpty()) {
      body = storage.selfContained(body, chain.contents());
    }
    if (call.operation() == Operation.GENERATE) {
      body = storage.unstored(body, withState);
    }
    InboundCall selfContained =
        new InboundCall(
            call.requestId(),
            call.received(),
            call.protocol(),
            call.operation(),
            new WireRequest(request.path(), request.headers(), body, request.stream()));
    return exchange.of(selfContained).flatMap(reply -> recorded(reply, chain.ids()));
  }

  private Mono<Reply> recorded(Reply reply, List<String> context) {
    return switch (reply) {
      case Reply.Whole whole when whole.status() == 200 && call.operation() == Operation.GENERATE ->
          done(recorder(context).whole(whole.body()))
              .map(body -> new Reply.Whole(whole.status(), whole.headers(), body));
      case Reply.Whole whole -> Mono.just(whole);
      case Reply.Streamed streamed ->
          Mono.just(
              new Reply.Streamed(
                  streamed.headers(), streamed.type(), recorded(streamed.body(), context)));
    };
  }

  private Flux<byte[]> recorded(Flux<byte[]> body, List<String> context) {
    return Flux.defer(() -> {
      AnswerRecorder recorder = recorder(context);
      return body.concatMapIterable(recorder::accept, 1)
          .concatWith(Flux.defer(() -> Flux.fromIterable(recorder.finish())))
          .concatMap(this::done, 1);
    });
  }

  private AnswerRecorder recorder(List<String> context) {
    return storage.recorder(call.request().body(), asked, context);
  }

  private Mono<byte[]> done(Step step) {
    return switch (step) {
      case Step.Pass(byte[] bytes) -> Mono.just(bytes);
      case Step.Store store ->
          stored
              .store(tenant, store.id(), store.content(), keepFor)
              .map(done -> done ? store.stored() : store.unstored());
    };
  }
}

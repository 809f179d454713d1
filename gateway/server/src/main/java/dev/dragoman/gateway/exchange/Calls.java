package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Calls a target and hands its answer on, whole or streamed. */
public final class Calls {
  private static final Duration UNREAD_GRACE = Duration.ofSeconds(10);

  /** With a fallback Reactor does not build a description of the chain for each request. */
  private static final Mono<Answer> TOO_LONG =
      Mono.error(() ->
          GatewayException.of(
              ErrorKind.TIMEOUT, "the answer took longer than the total time allowed"));

  private final Duration keepAlive;
  private final Scheduler scheduler;

  public Calls(Duration keepAlive, Scheduler scheduler) {
    this.keepAlive = keepAlive;
    this.scheduler = scheduler;
  }

  /** A whole answer. */
  Mono<Reply> whole(TargetExchange exchange, UpstreamCall upstreamCall, ExchangeRecord record) {
    PlannedTarget target = targetOf(record);
    AnswerReader answers = new AnswerReader(target.backend().protocol().outbound());
    return collected(target, upstreamCall, record)
        .map(answer -> {
          if (!answer.head().isSuccess()) {
            throw new GatewayException(answers.error(answer.head(), answer.body()));
          }
          byte[] body = exchange.whole(answers.answer(answer.head(), answer.body()));
          WireHeaders headers =
              ReplyHeaders.of(record, exchange.replyHeaders(answer.head().headers()));
          return (Reply) new Reply.Whole(200, headers, body);
        })
        .onErrorMap(failure -> mapped(failure, answers, record));
  }

  /** The count of a request's input tokens: the upstream's own, or an estimate that says so. */
  Mono<Reply> countTokens(
      InboundCall call, Scanned scanned, PlannedTarget target, ExchangeRecord record) {
    OutboundCodec codec = target.backend().protocol().outbound();
    if (!call.protocol().id().equals(target.backend().protocol().id())) {
      return Mono.fromSupplier(() -> TokenCounts.estimated(call, target, record));
    }
    TargetExchange exchange = TokenCounts.forwarded(call, scanned, target);
    record.attempting(target, true, exchange.dropped());
    return whole(
            exchange, new UpstreamCall(exchange.request(), target.backend().timeouts()), record)
        .onErrorMap(failure -> mapped(failure, new AnswerReader(codec), record));
  }

  /** A streamed answer. Everything with state is made in the subscription. */
  Mono<Reply> streamed(TargetExchange exchange, UpstreamCall upstreamCall, ExchangeRecord record) {
    PlannedTarget target = targetOf(record);
    AnswerReader answers = new AnswerReader(target.backend().protocol().outbound());
    Flux<byte[]> body =
        Flux.defer(() -> {
          TimeoutsEntry timeouts = upstreamCall.timeouts();
          StreamDriver driver =
              new StreamDriver(
                  exchange.stream(),
                  answers,
                  new StreamClock(timeouts, keepAlive, scheduler),
                  record);
          record.upstreamAwaited(System.nanoTime());
          return signals(target, upstreamCall)
              .<byte[]>handle(driver::on)
              .takeUntilOther(neverRead(timeouts));
        });
    return Mono.just(
        new Reply.Streamed(
            () -> ReplyHeaders.of(record, exchange.replyHeaders(record.upstreamHeaders())), body));
  }

  /** Ends an exchange whose client does not read: without its demand the clock is not heard. */
  private Mono<Void> neverRead(TimeoutsEntry timeouts) {
    return Mono.delay(timeouts.total().plus(UNREAD_GRACE), scheduler)
        .then(
            Mono.error(() ->
                GatewayException.of(
                    ErrorKind.TIMEOUT, "the client did not read its answer in time")));
  }

  private Flux<StreamSignal> signals(PlannedTarget target, UpstreamCall call) {
    Flux<StreamSignal> upstream =
        target
            .backend()
            .upstream()
            .open(call)
            .<StreamSignal>map(StreamSignal.Upstream::new)
            .concatWithValues(new StreamSignal.Ended())
            .onErrorResume(cause -> Mono.just(new StreamSignal.Broken(cause)));
    Flux<StreamSignal> ticks =
        Flux.interval(StreamClock.tick(call.timeouts(), keepAlive), scheduler)
            .onBackpressureDrop()
            .map(tick -> new StreamSignal.Tick());
    return Flux.merge(upstream, ticks);
  }

  private record Answer(Head head, byte[] body) {}

  private Mono<Answer> collected(PlannedTarget target, UpstreamCall call, ExchangeRecord record) {
    return Mono.defer(
            () -> {
              record.upstreamAwaited(System.nanoTime());
              Collector collector = new Collector();
              return target
                  .backend()
                  .upstream()
                  .open(call)
                  .doOnNext(collector::add)
                  .then(Mono.fromSupplier(collector::answer));
            })
        .timeout(call.timeouts().total(), TOO_LONG, scheduler)
        .doOnNext(answer -> {
          record.upstreamAnswers(answer.head().headers());
          record.upstreamArrived(System.nanoTime());
        });
  }

  private static final class Collector {
    private final BoundedBytes bytes = new BoundedBytes();
    private Head head = new Head(502, WireHeaders.NONE);

    void add(UpstreamSignal signal) {
      switch (signal) {
        case Head first -> head = first;
        case Chunk(byte[] chunk) -> bytes.add(chunk);
      }
    }

    Answer answer() {
      return new Answer(head, bytes.toByteArray());
    }
  }

  private static Throwable mapped(Throwable failure, AnswerReader answers, ExchangeRecord record) {
    return switch (failure) {
      case GatewayException known -> known;
      case UpstreamFailure broken -> {
        record.brokenBy(broken);
        yield new GatewayException(answers.broken(broken, false));
      }
      default -> failure;
    };
  }

  private static PlannedTarget targetOf(ExchangeRecord record) {
    PlannedTarget target = record.target();
    if (target == null) {
      throw new IllegalStateException("a target is chosen before it is called");
    }
    return target;
  }
}

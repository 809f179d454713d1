package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Calls a target and hands its answer on, whole or streamed. */
public final class Calls {
  private static final Duration UNREAD_GRACE = Duration.ofSeconds(10);

  private final Duration keepAlive;
  private final Scheduler scheduler;
  private final Scheduler deadlines;

  /**
   * Calls with {@code scheduler} for what repeats and {@code deadlines} for bounds that are seldom
   * reached.
   */
  public Calls(Duration keepAlive, Scheduler scheduler, Scheduler deadlines) {
    this.keepAlive = keepAlive;
    this.scheduler = scheduler;
    this.deadlines = deadlines;
  }

  /** A whole answer. */
  Mono<Reply> whole(TargetExchange exchange, UpstreamCall upstreamCall, ExchangeRecord record) {
    PlannedTarget target = targetOf(record);
    AnswerReader answers = new AnswerReader(target.backend().protocol().outbound());
    return Mono.create(client -> {
      WholeCall call = new WholeCall(exchange, answers, record, client);
      Disposable deadline =
          deadlines.schedule(
              call::expire, upstreamCall.timeouts().total().toMillis(), TimeUnit.MILLISECONDS);
      client.onDispose(() -> {
        deadline.dispose();
        call.cancel();
      });
      target.backend().upstream().open(upstreamCall).subscribe(call);
    });
  }

  /** The count of a request's input tokens: the upstream's own, or an estimate that says so. */
  Mono<Reply> countTokens(
      InboundCall call, Scanned scanned, PlannedTarget target, ExchangeRecord record) {
    if (!call.protocol().id().equals(target.backend().protocol().id())) {
      return Mono.fromSupplier(() -> TokenCounts.estimated(call, target, record));
    }
    TargetExchange exchange = TokenCounts.forwarded(call, scanned, target);
    record.attempting(target, true, exchange.dropped());
    return whole(
        exchange, new UpstreamCall(exchange.request(), target.backend().timeouts()), record);
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
    return Mono.delay(timeouts.total().plus(UNREAD_GRACE), deadlines)
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

  private static PlannedTarget targetOf(ExchangeRecord record) {
    PlannedTarget target = record.target();
    if (target == null) {
      throw new IllegalStateException("a target is chosen before it is called");
    }
    return target;
  }
}

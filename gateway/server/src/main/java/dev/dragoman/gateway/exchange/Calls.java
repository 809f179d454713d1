package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Calls a target and hands its answer on, whole or streamed. */
public final class Calls {
  private static final Duration UNREAD_GRACE = Duration.ofSeconds(10);

  private final Duration keepAlive;
  private final Scheduler scheduler;
  private final Scheduler deadlines;
  private volatile long closing = Long.MAX_VALUE;

  /**
   * Calls with {@code scheduler} for what repeats and {@code deadlines} for bounds that are seldom
   * reached.
   */
  public Calls(Duration keepAlive, Scheduler scheduler, Scheduler deadlines) {
    this.keepAlive = keepAlive;
    this.scheduler = scheduler;
    this.deadlines = deadlines;
  }

  /** Streams that still run after this long end then, with an error in their client's protocol. */
  public void endStreamsIn(Duration time) {
    closing = scheduler.now(TimeUnit.NANOSECONDS) + time.toNanos();
  }

  /** A whole answer. */
  Mono<Reply> whole(Attempt first, Attempts attempts, ExchangeRecord record) {
    return Mono.create(client -> new WholeCall(attempts, record, deadlines, client).start(first));
  }

  /** The count of a request's input tokens: the upstream's own, or an estimate that says so. */
  Mono<Reply> countTokens(
      InboundCall call, Scanned scanned, RoutePlan plan, ExchangeRecord record) {
    PlannedTarget target = plan.targets().getFirst();
    boolean same = call.protocol().id().equals(target.backend().protocol().id());
    PassThroughCodec bytes = call.protocol().passThrough();
    if (!same
        || bytes.holdsGatewayState(scanned.scan().body())
        || !bytes.passes(call.request(), target.target().dialect())) {
      return Mono.fromSupplier(() -> TokenCounts.estimated(call, target, record));
    }
    Attempts attempts =
        new Attempts(one -> TokenCounts.forwarded(call, scanned, one), plan.firstOnly(), record);
    return whole(attempts.first(), attempts, record);
  }

  /**
   * A streamed answer. Everything with state is made in the subscription.
   *
   * @param type of media
   */
  Mono<Reply> streamed(Attempt first, Attempts attempts, String type, ExchangeRecord record) {
    Flux<byte[]> body =
        Flux.defer(() -> {
          StreamClock clock =
              new StreamClock(first.timeouts(), keepAlive, scheduler, () -> closing);
          return body(new StreamDriver(first, attempts, clock, record), attempts, record);
        });
    return Mono.just(
        new Reply.Streamed(() -> ReplyHeaders.of(record, record.passedHeaders()), type, body));
  }

  /** What one attempt gives the client, and where it fails in time, what the next one gives. */
  private Flux<byte[]> body(StreamDriver driver, Attempts attempts, ExchangeRecord record) {
    Attempt attempt = driver.attempt();
    record.time().upstreamAwaited(System.nanoTime());
    Flux<byte[]> read = signals(attempt).handle(driver::on);
    Flux<byte[]> body =
        new StreamDrain(read, attempt.leaving(), record, deadlines)
            .takeUntilOther(neverRead(attempt.timeouts().total()));
    return attempts.mayRepeat()
        ? body.onErrorResume(
            FailOver.class, failed -> body(driver.followedBy(failed.next()), attempts, record))
        : body;
  }

  /** Ends an exchange whose client does not read: without its demand the clock is not heard. */
  private Mono<Void> neverRead(Duration total) {
    return Mono.delay(total.plus(UNREAD_GRACE), deadlines)
        .then(
            Mono.error(() ->
                GatewayException.of(
                    ErrorKind.TIMEOUT, "the client did not read its answer in time")));
  }

  private Flux<StreamSignal> signals(Attempt attempt) {
    Flux<StreamSignal> upstream =
        attempt
            .open()
            .<StreamSignal>map(StreamSignal.Upstream::new)
            .concatWithValues(new StreamSignal.Ended())
            .onErrorResume(cause -> Mono.just(new StreamSignal.Broken(cause)));
    Flux<StreamSignal> ticks =
        Flux.interval(StreamClock.tick(attempt.timeouts(), keepAlive), scheduler)
            .onBackpressureDrop()
            .map(tick -> new StreamSignal.Tick());
    return Flux.merge(upstream, ticks);
  }
}

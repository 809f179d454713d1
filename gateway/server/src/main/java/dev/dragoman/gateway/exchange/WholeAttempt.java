package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Collects one whole answer of one target. Ends once: with its answer, its failure, or because it
 * was cancelled. Serial like every subscriber; its deadline may pass on another thread at any time.
 */
final class WholeAttempt extends BaseSubscriber<UpstreamSignal> {
  private final Attempt attempt;
  private final WholeCall call;
  private final ExchangeRecord record;
  private final BoundedBytes body = new BoundedBytes();
  private @Nullable Head head;
  private volatile @Nullable Disposable deadline;
  private volatile boolean late;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean left;

  WholeAttempt(Attempt attempt, WholeCall call, ExchangeRecord record) {
    this.attempt = attempt;
    this.call = call;
    this.record = record;
  }

  /** Calls the target, for as long as a whole answer of it may take. */
  void start(Scheduler deadlines) {
    Disposable scheduled =
        deadlines.schedule(this::expire, attempt.whole().toMillis(), TimeUnit.MILLISECONDS);
    deadline = scheduled;
    if (isDisposed()) {
      scheduled.dispose();
    }
    attempt.open().subscribe(this);
  }

  private void expire() {
    late = true;
    record.attempt().unawaited();
    cancel();
  }

  /** The client has left, or the answer is here already. */
  @Override
  public void dispose() {
    if (isDisposed() || left) {
      return;
    }
    left = true;
    record.attempt().unawaited();
    switch (attempt.leaving()) {
      case HANG_UP -> cancel();
      case DRAIN -> {
        record.end().draining(drained);
        Disposable earlier = deadline;
        deadline =
            call.deadlines()
                .schedule(this::cancel, StreamDrain.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
        if (earlier != null) {
          earlier.dispose();
        }
      }
    }
  }

  @Override
  public Context currentContext() {
    return call.context();
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    record.time().upstreamAwaited(System.nanoTime());
    requestUnbounded();
  }

  @Override
  protected void hookOnNext(UpstreamSignal signal) {
    switch (signal) {
      case Head first -> head = first;
      case Chunk(byte[] bytes) -> {
        body.add(bytes);
        if (left && body.size() > StreamDrain.MAX_BYTES) {
          cancel();
        }
      }
    }
  }

  @Override
  protected void hookOnComplete() {
    Head answered = head == null ? new Head(502, WireHeaders.NONE) : head;
    record.upstreamAnswers(answered.headers());
    record.time().upstreamArrived(System.nanoTime());
    call.settle(() -> answered(answered));
  }

  private Reply answered(Head answered) {
    AnswerReader answers = attempt.answers();
    if (!answered.isSuccess()) {
      throw new AttemptFailedException(answers.error(answered, body.toByteArray()));
    }
    TargetExchange exchange = attempt.exchange();
    byte[] whole = exchange.whole(answers.answer(answered, body.toByteArray()));
    return new Reply.Whole(
        200, ReplyHeaders.of(record, exchange.replyHeaders(answered.headers())), whole);
  }

  @Override
  protected void hookOnError(Throwable failure) {
    if (failure instanceof UpstreamFailure) {
      record.brokenBy(failure);
    }
    call.settle(() -> {
      if (failure instanceof UpstreamFailure || failure instanceof GatewayException) {
        throw new AttemptFailedException(AnswerReader.broken(failure, head != null));
      }
      throw failure instanceof RuntimeException own ? own : new IllegalStateException(failure);
    });
  }

  @Override
  protected void hookOnCancel() {
    if (late) {
      call.settle(() -> {
        throw new AttemptFailedException(AttemptFailure.late(lateness()));
      });
    }
  }

  private String lateness() {
    return attempt.whole().equals(attempt.timeouts().total())
        ? "the answer took longer than the total time allowed"
        : "the answer took longer than its share of the time that is allowed for all attempts";
  }

  @Override
  protected void hookFinally(SignalType type) {
    Disposable scheduled = deadline;
    if (scheduled != null) {
      scheduled.dispose();
    }
    drained.complete(null);
  }
}

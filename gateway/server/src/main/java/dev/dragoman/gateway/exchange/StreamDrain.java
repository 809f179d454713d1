package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.Leaving;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * The body of one attempt at a streamed answer. When its client leaves, the upstream's rule decides
 * what becomes of the call.
 *
 * <pre>
 * READING ─client leaves─┬─HANG_UP──────────────────────────────────────────→ OVER (cancelled)
 *    │                   └─DRAIN→ DRAINING ─end of the answer───────────────→ OVER
 *    │                                     └30 s, or 256 KiB for nobody─────→ OVER (cancelled)
 *    └─end of the answer────────────────────────────────────────────────────→ OVER
 * </pre>
 */
final class StreamDrain extends FluxOperator<byte[], byte[]> {
  static final Duration MAX_TIME = Duration.ofSeconds(30);
  static final long MAX_BYTES = 256 * 1024;

  private final Leaving leaving;
  private final ExchangeRecord record;
  private final Scheduler deadlines;

  StreamDrain(Flux<byte[]> body, Leaving leaving, ExchangeRecord record, Scheduler deadlines) {
    super(body);
    this.leaving = leaving;
    this.record = record;
    this.deadlines = deadlines;
  }

  @Override
  public void subscribe(CoreSubscriber<? super byte[]> client) {
    source.subscribe(new Reader(client));
  }

  private enum State {
    READING,
    DRAINING,
    OVER
  }

  private final class Reader implements CoreSubscriber<byte[]>, Subscription {
    private final CoreSubscriber<? super byte[]> client;
    private final AtomicReference<State> state = new AtomicReference<>(State.READING);
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final Disposable.Swap deadline = Disposables.swap();
    private Subscription upstream = Operators.emptySubscription();
    private long unread;

    Reader(CoreSubscriber<? super byte[]> client) {
      this.client = client;
    }

    @Override
    public Context currentContext() {
      return client.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      client.onSubscribe(this);
    }

    @Override
    public void onNext(byte[] bytes) {
      if (state.get() == State.READING) {
        client.onNext(bytes);
        return;
      }
      unread += bytes.length;
      if (unread > MAX_BYTES) {
        giveUp();
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (over() == State.READING) {
        client.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (over() == State.READING) {
        client.onComplete();
      }
    }

    private State over() {
      State before = state.getAndSet(State.OVER);
      if (before == State.DRAINING) {
        deadline.dispose();
        drained.complete(null);
      }
      return before;
    }

    @Override
    public void request(long demand) {
      upstream.request(demand);
    }

    @Override
    public void cancel() {
      switch (leaving) {
        case HANG_UP -> {
          if (state.compareAndSet(State.READING, State.OVER)) {
            left();
          }
          upstream.cancel();
        }
        case DRAIN -> {
          if (state.compareAndSet(State.READING, State.DRAINING)) {
            left();
            record.end().draining(drained);
            deadline.update(
                deadlines.schedule(this::giveUp, MAX_TIME.toMillis(), TimeUnit.MILLISECONDS));
            upstream.request(Long.MAX_VALUE);
          }
        }
      }
    }

    /** The server does not always tell of a client that leaves in the middle. */
    private void left() {
      record.cancelled();
      record.attempt().unawaited();
    }

    private void giveUp() {
      if (state.get() == State.DRAINING) {
        upstream.cancel();
        State _ = over();
      }
    }
  }
}

package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.model.GatewayException;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Replies with one whole answer, of the first target that gives one: subscribers of its own, where
 * a chain of operators would be walked for every request. At most one attempt runs at a time, and
 * none once the client has left.
 */
final class WholeCall {
  private final Attempts attempts;
  private final ExchangeRecord record;
  private final Scheduler deadlines;
  private final MonoSink<Reply> client;
  private final Context context;
  private final Disposable.Swap running = Disposables.swap();

  WholeCall(Attempts attempts, ExchangeRecord record, Scheduler deadlines, MonoSink<Reply> client) {
    this.attempts = attempts;
    this.record = record;
    this.deadlines = deadlines;
    this.client = client;
    // Asked for by many operators of each call, and found only at the end of a long chain.
    this.context = Context.of(client.contextView());
  }

  void start(Attempt first) {
    client.onDispose(running);
    run(first);
  }

  private void run(Attempt attempt) {
    WholeAttempt next = new WholeAttempt(attempt, this, record);
    if (running.update(next)) {
      next.start(deadlines);
    }
  }

  Scheduler deadlines() {
    return deadlines;
  }

  Context context() {
    return context;
  }

  /**
   * Takes what an attempt has come to: its answer, or the exception that stands for its failure.
   */
  void settle(Supplier<Reply> outcome) {
    Reply reply;
    try {
      reply = outcome.get();
    } catch (AttemptFailedException e) {
      failed(e.failure());
      return;
    } catch (RuntimeException e) {
      client.error(e);
      return;
    }
    client.success(reply);
  }

  private void failed(AttemptFailure failure) {
    if (running.isDisposed()) {
      return;
    }
    Attempt next;
    try {
      next = attempts.after(failure);
    } catch (RuntimeException e) {
      client.error(e);
      return;
    }
    if (next == null) {
      client.error(new GatewayException(failure.error()));
    } else {
      run(next);
    }
  }
}

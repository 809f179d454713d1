package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Collects one whole answer and replies with it: one subscriber, where a chain of operators would
 * be walked for every request. Serial like every subscriber; {@link #expire} may come from another
 * thread at any time.
 */
final class WholeCall extends BaseSubscriber<UpstreamSignal> {
  private final TargetExchange exchange;
  private final AnswerReader answers;
  private final ExchangeRecord record;
  private final MonoSink<Reply> client;
  private final BoundedBytes body = new BoundedBytes();
  private Head head = new Head(502, WireHeaders.NONE);

  WholeCall(
      TargetExchange exchange,
      AnswerReader answers,
      ExchangeRecord record,
      MonoSink<Reply> client) {
    this.exchange = exchange;
    this.answers = answers;
    this.record = record;
    this.client = client;
  }

  /** Gives the call up because its total time is over. */
  void expire() {
    client.error(
        GatewayException.of(
            ErrorKind.TIMEOUT, "the answer took longer than the total time allowed"));
  }

  @Override
  public Context currentContext() {
    return Context.of(client.contextView());
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    record.upstreamAwaited(System.nanoTime());
    requestUnbounded();
  }

  @Override
  protected void hookOnNext(UpstreamSignal signal) {
    switch (signal) {
      case Head first -> head = first;
      case Chunk(byte[] bytes) -> body.add(bytes);
    }
  }

  @Override
  protected void hookOnComplete() {
    record.upstreamAnswers(head.headers());
    record.upstreamArrived(System.nanoTime());
    client.success(reply());
  }

  private Reply reply() {
    if (!head.isSuccess()) {
      throw new GatewayException(answers.error(head, body.toByteArray()));
    }
    byte[] whole = exchange.whole(answers.answer(head, body.toByteArray()));
    WireHeaders headers = ReplyHeaders.of(record, exchange.replyHeaders(head.headers()));
    return new Reply.Whole(200, headers, whole);
  }

  @Override
  protected void hookOnError(Throwable failure) {
    if (failure instanceof UpstreamFailure broken) {
      record.brokenBy(broken);
      client.error(new GatewayException(answers.broken(broken, false)));
    } else {
      client.error(failure);
    }
  }
}

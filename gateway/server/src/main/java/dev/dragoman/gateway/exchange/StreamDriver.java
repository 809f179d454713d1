package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.exchange.StreamClock.Expiry;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.SynchronousSink;

/**
 * Drives one attempt at a streamed answer from the first wait to its last byte. A failure before
 * anything was sent is signalled as {@link GatewayException}, so that it becomes an HTTP error; a
 * later one travels in the stream (protocols.md 3.9). While only keep-alives were sent another
 * target may be tried: that is signalled as {@link FailOver}.
 *
 * <pre>
 * waiting ─Head 2xx, event stream→ streaming ─end, cut, timeout→ done
 *    │    ─Head 2xx, other type──→ collecting ─end→ done (answer synthesised)
 *    └────Head error─────────────→ collecting ─end→ done (error)
 * </pre>
 *
 * Single use, not thread-safe; its signals are serial.
 */
final class StreamDriver {
  /** Beyond this much that is no content, such as comments without end, the choice is made. */
  private static final int MAX_HELD = 64 * 1024;

  private final Attempt attempt;
  private final Attempts attempts;
  private final StreamTranslation translation;
  private final AnswerReader answers;
  private final StreamClock clock;
  private final ExchangeRecord record;
  private Head head = new Head(0, WireHeaders.NONE);
  private boolean streaming;
  private boolean committed;
  private final BoundedBytes collected = new BoundedBytes();
  private boolean answerSent;
  private final @Nullable ByteArrayOutputStream held;

  StreamDriver(Attempt attempt, Attempts attempts, StreamClock clock, ExchangeRecord record) {
    this.attempt = attempt;
    this.attempts = attempts;
    this.translation = attempt.exchange().stream();
    this.answers = attempt.answers();
    this.clock = clock;
    this.record = record;
    this.held = attempts.mayFollow() ? new ByteArrayOutputStream() : null;
  }

  /** The driver of the next attempt at the same answer, after {@link FailOver}. */
  StreamDriver followedBy(Attempt next) {
    StreamDriver driver =
        new StreamDriver(next, attempts, clock.followedBy(next.timeouts()), record);
    driver.committed = committed;
    return driver;
  }

  Attempt attempt() {
    return attempt;
  }

  void on(StreamSignal signal, SynchronousSink<byte[]> sink) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    boolean done = false;
    try {
      done = react(signal, out);
    } catch (AttemptFailedException e) {
      done = failed(e.failure(), out);
    } catch (GatewayException e) {
      done = failed(AttemptFailure.found(e), out);
    } catch (RuntimeException e) {
      record.failed(ErrorKind.SERVER, e);
      GatewayError own = GatewayError.of(ErrorKind.SERVER, "the gateway failed in this answer");
      done = failed(AttemptFailure.own(own), out);
    }
    if (done && isSignalled(sink)) {
      return;
    }
    if (!done && signal instanceof StreamSignal.Tick) {
      send(out, sink);
    } else if (!isHeldBack(done, out)) {
      answer(out, sink);
    }
    if (done) {
      sink.complete();
    }
  }

  /** Whether the attempt ended in an error that is signalled and not sent. */
  private boolean isSignalled(SynchronousSink<byte[]> sink) {
    StreamProgress progress = translation.progress();
    GatewayError error = progress.error();
    if (error == null) {
      return false;
    }
    AttemptFailure failure = progress.failure();
    Attempt next =
        answerSent
            ? null
            : attempts.after(
                failure == null ? AttemptFailure.found(new GatewayException(error)) : failure);
    if (next != null) {
      sink.error(new FailOver(next));
      return true;
    }
    if (record.error() == null) {
      record.failed(error.kind());
    }
    if (!committed) {
      sink.error(new GatewayException(error));
    }
    return !committed;
  }

  /** While another target may be tried nothing of the answer goes out before its first content. */
  private boolean isHeldBack(boolean done, ByteArrayOutputStream out) {
    if (held == null || done || answerSent || translation.progress().begun()) {
      return false;
    }
    if (held.size() + out.size() > MAX_HELD) {
      return false;
    }
    held.writeBytes(out.toByteArray());
    return true;
  }

  private void answer(ByteArrayOutputStream out, SynchronousSink<byte[]> sink) {
    ByteArrayOutputStream all = out;
    if (held != null && held.size() > 0) {
      held.writeBytes(out.toByteArray());
      all = held;
    }
    answerSent |= all.size() > 0;
    send(all, sink);
    if (held != null) {
      held.reset();
    }
  }

  private void send(ByteArrayOutputStream out, SynchronousSink<byte[]> sink) {
    if (out.size() > 0) {
      committed = true;
      clock.clientWasSent();
      sink.next(out.toByteArray());
    }
  }

  private boolean react(StreamSignal signal, ByteArrayOutputStream out) {
    return switch (signal) {
      case StreamSignal.Upstream(Head first) -> {
        opened(first);
        yield false;
      }
      case StreamSignal.Upstream(Chunk(byte[] bytes)) -> {
        received(bytes, out);
        // Nothing more is waited for once an error is said.
        yield translation.progress().error() != null;
      }
      case StreamSignal.Ended _ -> ended(out);
      case StreamSignal.Broken(Throwable cause) -> broken(cause, out);
      case StreamSignal.Tick _ -> ticked(out);
    };
  }

  private void opened(Head first) {
    head = first;
    record.upstreamAnswers(first.headers());
    clock.upstreamSpoke();
    String type = first.headers().first("content-type");
    streaming =
        first.isSuccess()
            && (type == null || type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
  }

  private void received(byte[] bytes, ByteArrayOutputStream out) {
    clock.upstreamSpoke();
    record.time().upstreamArrived(System.nanoTime());
    if (streaming) {
      translation.accept(bytes, out);
    } else {
      collected.add(bytes);
    }
    record.time().upstreamAwaited(System.nanoTime());
  }

  private boolean ended(ByteArrayOutputStream out) {
    if (streaming) {
      translation.finish(out);
    } else if (head.isSuccess()) {
      translation.whole(answers.answer(head, collected.toByteArray()), out);
    } else {
      return failed(answers.error(head, collected.toByteArray()), out);
    }
    return true;
  }

  private boolean broken(Throwable cause, ByteArrayOutputStream out) {
    if (translation.progress().ended()) {
      return true;
    }
    record.brokenBy(cause);
    if (streaming && !(cause instanceof GatewayException)) {
      // A reset after the evidence of a complete answer is no failure; the decoder knows.
      translation.finish(out);
      return true;
    }
    return failed(AnswerReader.broken(cause, streaming), out);
  }

  private boolean ticked(ByteArrayOutputStream out) {
    if (translation.progress().ended() && clock.nothingFollows()) {
      // The answer is complete though the upstream keeps its connection open.
      return true;
    }
    Expiry expiry = clock.expired(translation.progress().begun());
    if (expiry != Expiry.NONE) {
      record.attempt().unawaited();
      return failed(failureOf(expiry), out);
    }
    if (clock.keepAliveIsDue()) {
      translation.keepAlive(out);
    }
    return false;
  }

  /** No target would answer in time when it is the process that ends. */
  private static AttemptFailure failureOf(Expiry expiry) {
    return expiry == Expiry.CLOSING
        ? AttemptFailure.own(GatewayError.of(ErrorKind.UNAVAILABLE, expiry.message()))
        : AttemptFailure.late(expiry.message());
  }

  private boolean failed(AttemptFailure failure, ByteArrayOutputStream out) {
    translation.fail(failure, out);
    return true;
  }
}

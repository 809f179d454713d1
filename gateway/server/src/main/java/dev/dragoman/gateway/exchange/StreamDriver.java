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
import reactor.core.publisher.SynchronousSink;

/**
 * Drives one streamed answer from the first wait to its last byte. A failure before anything was
 * sent is signalled as {@link GatewayException}, so that it becomes an HTTP error; a later one
 * travels in the stream (protocols.md 3.9).
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
  private final StreamTranslation translation;
  private final AnswerReader answers;
  private final StreamClock clock;
  private final ExchangeRecord record;
  private Head head = new Head(0, WireHeaders.NONE);
  private boolean streaming;
  private boolean committed;
  private final BoundedBytes collected = new BoundedBytes();

  StreamDriver(
      StreamTranslation translation,
      AnswerReader answers,
      StreamClock clock,
      ExchangeRecord record) {
    this.translation = translation;
    this.answers = answers;
    this.clock = clock;
    this.record = record;
  }

  void on(StreamSignal signal, SynchronousSink<byte[]> sink) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    boolean done = false;
    try {
      done = react(signal, out);
    } catch (GatewayException e) {
      done = failed(e.error(), out);
    } catch (RuntimeException e) {
      record.failed(ErrorKind.SERVER, e);
      done = failed(GatewayError.of(ErrorKind.SERVER, "the gateway failed in this answer"), out);
    }
    GatewayError error = translation.progress().error();
    if (done && error != null) {
      if (record.error() == null) {
        record.failed(error.kind());
      }
      if (!committed) {
        sink.error(new GatewayException(error));
        return;
      }
    }
    if (out.size() > 0) {
      committed = true;
      clock.clientWasSent();
      sink.next(out.toByteArray());
    }
    if (done) {
      sink.complete();
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
    record.upstreamArrived(System.nanoTime());
    if (streaming) {
      translation.accept(bytes, out);
    } else {
      collected.add(bytes);
    }
    record.upstreamAwaited(System.nanoTime());
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
    return failed(answers.broken(cause, streaming), out);
  }

  private boolean ticked(ByteArrayOutputStream out) {
    if (translation.progress().ended()) {
      // The answer is complete though the upstream keeps its connection open.
      return true;
    }
    Expiry expiry = clock.expired(translation.progress().begun());
    if (expiry != Expiry.NONE) {
      return failed(GatewayError.of(ErrorKind.TIMEOUT, expiry.message()), out);
    }
    if (clock.keepAliveIsDue()) {
      translation.keepAlive(out);
    }
    return false;
  }

  private boolean failed(GatewayError error, ByteArrayOutputStream out) {
    translation.fail(error, out);
    return true;
  }
}

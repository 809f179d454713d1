package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.gateway.upstream.http.ConnectedUpstream;
import dev.dragoman.gateway.upstream.http.HttpAccount;
import dev.dragoman.gateway.upstream.http.ProvenUpstream;
import dev.dragoman.protocol.model.GatewayException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Bedrock over HTTP: the messages of a stream as frames. Connections, the judgement of addresses,
 * bounds and cancellation are those of every upstream.
 */
final class BedrockUpstream implements ConnectedUpstream {
  private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

  private final ProvenUpstream http;

  BedrockUpstream(ProvenUpstream http) {
    this.http = http;
  }

  @Override
  public HttpAccount account() {
    return http.account();
  }

  @Override
  public Leaving leaving() {
    return Leaving.DRAIN;
  }

  @Override
  public Flux<UpstreamSignal> open(UpstreamCall call) {
    return http.open(call).transformDeferred(signals -> signals.handle(new Framing()::on));
  }

  /** The body of one answer; single use. */
  private static final class Framing {
    private @Nullable EventStreamFrames frames;

    void on(UpstreamSignal signal, SynchronousSink<UpstreamSignal> out) {
      switch (signal) {
        case Head head -> out.next(opened(head));
        case Chunk(byte[] bytes) -> {
          if (frames == null) {
            out.next(signal);
          } else {
            framed(frames, bytes, out);
          }
        }
      }
    }

    private Head opened(Head head) {
      String type = head.headers().first("content-type");
      if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM)) {
        return head;
      }
      frames = new EventStreamFrames();
      return new Head(head.status(), head.headers().with("content-type", "text/event-stream"));
    }

    private static void framed(
        EventStreamFrames frames, byte[] bytes, SynchronousSink<UpstreamSignal> out) {
      byte[] complete = frames.accept(bytes);
      GatewayException damage = frames.damage();
      if (complete.length > 0 || damage == null) {
        out.next(new Chunk(complete));
      }
      if (damage != null) {
        out.error(damage);
      }
    }
  }
}

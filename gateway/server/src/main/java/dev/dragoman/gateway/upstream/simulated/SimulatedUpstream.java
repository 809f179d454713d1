package dev.dragoman.gateway.upstream.simulated;

import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.wire.WireHeaders;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers OpenAI Chat requests, and requests for embeddings, deterministically: for a first try
 * without an account, for load tests and for drills. The model's name chooses failures, see {@link
 * SimulatedFailure}.
 */
public final class SimulatedUpstream implements Upstream {
  private static final String CHAT = "/chat/completions";
  private static final String EMBEDDINGS = "/embeddings";
  private static final int NOT_FOUND = 404;
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final SimulatedEntry pace;

  public SimulatedUpstream(SimulatedEntry pace) {
    this.pace = pace;
  }

  @Override
  public Leaving leaving() {
    return Leaving.DRAIN;
  }

  @Override
  public Flux<UpstreamSignal> open(UpstreamCall call) {
    String path = call.request().path();
    boolean embeds = path.endsWith(EMBEDDINGS);
    if (!embeds && !path.endsWith(CHAT)) {
      return refused(NOT_FOUND);
    }
    return Flux.defer(() -> answer(JsonCursor.request(call.request().body()), embeds));
  }

  private Flux<UpstreamSignal> answer(JsonCursor request, boolean embeds) {
    String model = request.requireString("model");
    SimulatedFailure failure = SimulatedFailure.of(model);
    Integer status = failure.status();
    if (status != null) {
      return refused(status);
    }
    Flux<UpstreamSignal> body =
        embeds
            ? whole(SimulatedEmbeddings.answer(request, model))
            : said(request, model, SimulatedAnswer.to(request, pace.tokens()), failure);
    return switch (failure) {
      case HANG -> Flux.never();
      case SLOW -> body.delaySubscription(SLOW);
      default -> body.delaySubscription(pace.firstTokenDelay());
    };
  }

  private Flux<UpstreamSignal> said(
      JsonCursor request, String model, SimulatedAnswer answer, SimulatedFailure failure) {
    SimulatedWire wire = new SimulatedWire(model);
    return request.isTrue("stream")
        ? streamed(request, wire, answer, failure)
        : whole(wire.whole(answer));
  }

  private static Flux<UpstreamSignal> refused(int status) {
    return Flux.just(new Head(status, headersOf(status)), new Chunk(SimulatedWire.error(status)));
  }

  private static Flux<UpstreamSignal> whole(byte[] body) {
    return Flux.just(
        new Head(200, WireHeaders.of("content-type", "application/json")), new Chunk(body));
  }

  private static WireHeaders headersOf(int status) {
    return status == 429
        ? WireHeaders.of("content-type", "application/json", "retry-after", "1")
        : WireHeaders.of("content-type", "application/json");
  }

  private Flux<UpstreamSignal> streamed(
      JsonCursor request, SimulatedWire wire, SimulatedAnswer answer, SimulatedFailure failure) {
    JsonCursor options = request.get("stream_options");
    List<byte[]> frames = wire.frames(answer, options != null && options.isTrue("include_usage"));
    Flux<UpstreamSignal> head =
        Flux.just(new Head(200, WireHeaders.of("content-type", "text/event-stream")));
    int half = frames.size() / 2;
    return head.concatWith(
        switch (failure) {
          case DROP_MIDSTREAM ->
              paced(frames.subList(0, half))
                  .concatWith(
                      Mono.error(
                          new UpstreamFailure("simulated", new EOFException("simulated drop"))));
          case ERROR_MIDSTREAM ->
              paced(frames.subList(0, half))
                  .concatWithValues(new Chunk(SimulatedWire.errorFrame()));
          default -> paced(frames);
        });
  }

  private Flux<UpstreamSignal> paced(List<byte[]> frames) {
    Flux<byte[]> source = Flux.fromIterable(frames);
    Flux<byte[]> paced =
        pace.tokenInterval().isZero() ? source : source.delayElements(pace.tokenInterval());
    return paced.map(Chunk::new);
  }
}

package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** One try at one target: what is sent there, and how its answer becomes the client's. */
interface TargetExchange {
  /** The request in the target's protocol. */
  WireRequest request();

  /**
   * Makes the call, or the calls that stand for it, when subscribed.
   *
   * @param upstream makes one call
   */
  default Flux<UpstreamSignal> open(Function<WireRequest, Flux<UpstreamSignal>> upstream) {
    return upstream.apply(request());
  }

  /** What becomes of it when the client leaves, where {@code usual} is the upstream's way. */
  default Leaving leaving(Leaving usual) {
    return usual;
  }

  /** What the target cannot carry. */
  List<Dropped> dropped();

  /** Whether both sides speak the same protocol and the bytes pass. */
  boolean passThrough();

  /**
   * The body for the client of a whole successful answer.
   *
   * @throws AttemptFailedException when it is no answer
   */
  byte[] whole(WireResponse response);

  /** A translation of one streamed answer, made inside the subscription. */
  StreamTranslation stream();

  /** Input tokens of the request by its text, 0 for one that costs nothing. */
  long inputEstimate();

  /** Headers of the upstream's answer that the client gets. */
  WireHeaders replyHeaders(WireHeaders upstream);
}

package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.wire.WireHeaders;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/** What the client gets. */
public sealed interface Reply {
  /** A whole answer or an error. */
  record Whole(int status, WireHeaders headers, byte[] body) implements Reply {}

  /**
   * A stream of status 200.
   *
   * @param headers asked for when the first bytes are there, since they depend on the target that
   *     answered
   * @param type of media
   * @param body an error before its first element is to be answered as {@link Whole}; it never
   *     fails later, failures then are part of the bytes
   */
  record Streamed(Supplier<WireHeaders> headers, String type, Flux<byte[]> body) implements Reply {}
}

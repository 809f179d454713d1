package dev.dragoman.gateway.upstream;

import dev.dragoman.protocol.wire.WireHeaders;

/** What an upstream sends: one {@link Head}, then chunks. */
public sealed interface UpstreamSignal {
  /** Status and headers of the response. */
  record Head(int status, WireHeaders headers) implements UpstreamSignal {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /** The next bytes of the body, in whatever slices the network made. */
  record Chunk(byte[] bytes) implements UpstreamSignal {}
}

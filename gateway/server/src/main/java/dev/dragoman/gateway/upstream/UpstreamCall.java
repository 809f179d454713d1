package dev.dragoman.gateway.upstream;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.protocol.wire.WireRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request to an upstream, without its credential, which the upstream itself adds.
 *
 * @param clientKey the caller's own key of the provider, null for upstreams that take none; never
 *     logged, see {@link #toString}
 */
public record UpstreamCall(
    WireRequest request, TimeoutsEntry timeouts, @Nullable String clientKey) {
  /** A request with the gateway's credential. */
  public UpstreamCall(WireRequest request, TimeoutsEntry timeouts) {
    this(request, timeouts, null);
  }

  /** The path alone. */
  @Override
  public String toString() {
    return "UpstreamCall[" + request.path() + "]";
  }
}

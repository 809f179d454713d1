package dev.dragoman.gateway.upstream;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.protocol.wire.WireRequest;

/** One request to an upstream, without its credential, which the upstream itself adds. */
public record UpstreamCall(WireRequest request, TimeoutsEntry timeouts) {}

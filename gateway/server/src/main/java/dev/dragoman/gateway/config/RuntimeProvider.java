package dev.dragoman.gateway.config;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.protocol.codec.Protocol;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * An account as backends use it.
 *
 * @param upstreams the upstream by the bound on connecting, which belongs to the connections
 * @param models what is said of its models, by name
 */
record RuntimeProvider(
    Protocol protocol, Function<Duration, Upstream> upstreams, Map<String, ModelEntry> models) {
  Upstream upstream(TimeoutsEntry timeouts) {
    return upstreams.apply(timeouts.connect());
  }
}

package dev.dragoman.gateway.config;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import java.time.Duration;
import java.util.Map;

/**
 * An account as backends use it.
 *
 * @param dialect how the account's server deviates from the protocol
 * @param models what is said of its models, by name
 */
record RuntimeProvider(
    UpstreamProtocol protocol, Dialect dialect, Uplink uplink, Map<String, ModelEntry> models) {
  RuntimeProvider {
    models = Map.copyOf(models);
  }

  /** The way to the account. */
  @FunctionalInterface
  interface Uplink {
    /**
     * The upstream for backends that wait this long for a connection: the bound belongs to the
     * connections.
     *
     * @param accounts gives the connections
     */
    Upstream upstream(Duration connect, HttpAccounts.Draft accounts);
  }
}

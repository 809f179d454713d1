package dev.dragoman.gateway.upstream.http;

import dev.dragoman.contract.TimeoutsEntry;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP clients with connection pools of their own for each provider, so that a slow provider cannot
 * take the connections of another, and for each event loop, so that the connection to the upstream
 * lives on the thread that serves the client: handing bytes to another thread costs two wake-ups a
 * request. Thread-safe.
 */
public final class HttpClients {
  private static final int MAX_CONNECTIONS = 4_000;
  private static final Duration MAX_IDLE = Duration.ofSeconds(50);

  private final JudgedResolver resolver;
  private final Map<PoolKey, ConnectionProvider> pools = new ConcurrentHashMap<>();

  public HttpClients(AddressPolicy policy) {
    this.resolver = new JudgedResolver(policy);
  }

  private record PoolKey(String provider, Lane lane) {}

  /**
   * The client of a provider for callers of one lane; redirects are not followed, gzip answers are
   * inflated.
   */
  HttpClient of(String provider, Lane lane, TimeoutsEntry timeouts) {
    ConnectionProvider pool = pools.computeIfAbsent(new PoolKey(provider, lane), HttpClients::pool);
    return HttpClient.create(pool)
        .resolver(resolver)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            (int) Math.min(Integer.MAX_VALUE, timeouts.connect().toMillis()))
        .option(ChannelOption.TCP_NODELAY, true)
        .compress(true)
        .disableRetry(true);
  }

  private static ConnectionProvider pool(PoolKey key) {
    return ConnectionProvider.builder("upstream-" + key.provider)
        .maxConnections(MAX_CONNECTIONS)
        .pendingAcquireMaxCount(0)
        .maxIdleTime(MAX_IDLE)
        .lifo()
        .build();
  }
}

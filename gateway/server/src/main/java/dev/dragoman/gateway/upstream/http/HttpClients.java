package dev.dragoman.gateway.upstream.http;

import dev.dragoman.contract.TimeoutsEntry;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * HTTP clients with one connection pool for each provider, so that a slow provider cannot take the
 * connections of another. Thread-safe.
 */
public final class HttpClients {
  private static final int MAX_CONNECTIONS = 4_000;
  private static final Duration MAX_IDLE = Duration.ofSeconds(50);

  private final JudgedResolver resolver;
  private final Map<String, ConnectionProvider> pools = new ConcurrentHashMap<>();

  public HttpClients(AddressPolicy policy) {
    this.resolver = new JudgedResolver(policy);
  }

  /** The client of a provider; redirects are not followed, gzip answers are inflated. */
  HttpClient of(String provider, TimeoutsEntry timeouts) {
    ConnectionProvider pool = pools.computeIfAbsent(provider, HttpClients::newPool);
    return HttpClient.create(pool)
        .resolver(resolver)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            (int) Math.min(Integer.MAX_VALUE, timeouts.connect().toMillis()))
        .option(ChannelOption.TCP_NODELAY, true)
        .compress(true)
        .disableRetry(true);
  }

  private static ConnectionProvider newPool(String provider) {
    return ConnectionProvider.builder("upstream-" + provider)
        .maxConnections(MAX_CONNECTIONS)
        .pendingAcquireMaxCount(0)
        .maxIdleTime(MAX_IDLE)
        .lifo()
        .build();
  }
}

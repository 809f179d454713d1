package dev.dragoman.gateway.upstream.http;

import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections to one upstream account, in a pool for each event loop, so that the connection to
 * the upstream lives on the thread that serves the client: handing bytes to another thread costs
 * two wake-ups a request. Holds nothing before the first call. Thread-safe.
 */
public final class HttpAccount {
  private static final int MAX_CONNECTIONS = 4_000;
  private static final Duration MAX_IDLE = Duration.ofSeconds(50);
  private static final Duration EVICTION = Duration.ofSeconds(30);

  private final AccountKey key;
  private final JudgedResolver resolver;
  private final Map<Lane, LanePool> pools = new ConcurrentHashMap<>();

  HttpAccount(AccountKey key) {
    this.key = key;
    this.resolver = new JudgedResolver(key.policy());
  }

  private record LanePool(ConnectionProvider connections, RequestSender sender) {}

  /**
   * What sends a POST from the thread that asks; redirects are not followed, gzip answers are
   * inflated. With the address set in it, only paths are left to be handled for each request.
   */
  RequestSender sender() {
    Lane lane = Lane.current();
    LanePool pool = pools.get(lane);
    return (pool == null ? open(lane) : pool).sender;
  }

  AccountKey key() {
    return key;
  }

  /** How many event loops have connections here, or had. */
  int lanes() {
    return pools.size();
  }

  /**
   * Closes the connections that carry nothing. Those that carry an answer are closed when it ends,
   * so that nothing is cut.
   */
  void close() {
    pools.keySet().forEach(this::close);
    resolver.close();
  }

  private void close(Lane lane) {
    LanePool pool = pools.remove(lane);
    if (pool != null) {
      pool.connections.dispose();
    }
  }

  private LanePool open(Lane lane) {
    pools.keySet().stream().filter(Lane::hasEnded).forEach(this::close);
    return pools.computeIfAbsent(lane, any -> pool());
  }

  private LanePool pool() {
    ConnectionProvider connections =
        ConnectionProvider.builder("upstream-" + key.provider())
            .maxConnections(MAX_CONNECTIONS)
            .pendingAcquireMaxCount(0)
            .maxIdleTime(MAX_IDLE)
            // Else they would stay open for as long as nobody calls.
            .evictInBackground(EVICTION)
            .lifo()
            .build();
    HttpClient client =
        HttpClient.create(connections)
            .resolver(resolver)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, key.connect().toMillis()))
            .option(ChannelOption.TCP_NODELAY, true)
            .compress(true)
            .disableRetry(true)
            .remoteAddress(() -> InetSocketAddress.createUnresolved(key.host(), key.port()));
    return new LanePool(connections, (key.secure() ? client.secure() : client).post());
  }
}

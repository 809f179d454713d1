package dev.dragoman.operator.delivery;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The address that pods of all gateways connect to, over TLS. Each connection has a virtual thread
 * of its own, so a slow one delays nobody.
 */
public final class DeliveryServer implements AutoCloseable {
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

  /** Read by the server of the JDK when it is first used; what the command line says wins. */
  private static final Map<String, String> LIMITS =
      Map.of(
          // A head is one small packet and must not wait for another.
          "sun.net.httpserver.nodelay", "true",
          // Seconds in which a request has to be complete.
          "sun.net.httpserver.maxReqTime", "15");

  private final HttpsServer server;
  private final ExecutorService threads;
  private final WriteDeadlines deadlines;
  private final Delivery delivery;

  private DeliveryServer(
      HttpsServer server, ExecutorService threads, WriteDeadlines deadlines, Delivery delivery) {
    this.server = server;
    this.threads = threads;
    this.deadlines = deadlines;
    this.delivery = delivery;
  }

  /**
   * Listens.
   *
   * @param address port 0 takes any that is free
   * @param tls presents the operator's certificate
   * @param client asks the API server about tokens
   */
  public static DeliveryServer start(
      InetSocketAddress address,
      SSLContext tls,
      Delivery delivery,
      KubernetesClient client,
      TokenCheck check,
      Clock clock)
      throws IOException {
    Tokens tokens = new RememberedTokens(check.by(client), clock);
    return start(address, tls, delivery, tokens, LONGEST_WRITE);
  }

  static DeliveryServer start(
      InetSocketAddress address,
      SSLContext tls,
      Delivery delivery,
      Tokens tokens,
      Duration longestWrite)
      throws IOException {
    LIMITS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("pod-", 0).factory());
    server.setExecutor(threads);
    WriteDeadlines deadlines = new WriteDeadlines(longestWrite);
    server.createContext("/", new DeliveryHandler(delivery, tokens, deadlines));
    server.start();
    return new DeliveryServer(server, threads, deadlines, delivery);
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends all streams; pods connect to the next operator. */
  @Override
  public void close() {
    delivery.endStreams();
    server.stop(0);
    threads.shutdownNow();
    deadlines.close();
  }
}

package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import java.net.URI;

/**
 * A gateway that serves.
 *
 * @param clients where this machine reaches the client port
 * @param management where this machine reaches the management port
 */
record StartedGateway(URI clients, URI management, GatewayConfig config) {
  static StartedGateway of(String host, int port, int managementPort, GatewayConfig config) {
    String name = reachable(host);
    return new StartedGateway(
        URI.create("http://" + name + ":" + port),
        URI.create("http://" + name + ":" + managementPort),
        config);
  }

  /** The wildcard addresses are for listening; one calls a real one. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::", "[::]" -> "[::1]";
      default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    };
  }
}

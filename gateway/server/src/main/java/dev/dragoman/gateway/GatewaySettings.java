package dev.dragoman.gateway;

import java.time.Duration;

/**
 * What a gateway process is told at its start, beside its configuration.
 *
 * @param host address to listen on
 * @param port client port; 0 for any free one
 * @param managementPort port of health and metrics; 0 for any free one
 * @param maxBodyBytes largest request body
 * @param keepAliveInterval silence after which a stream gets a keep-alive
 * @param drain how long a stopping process waits for open exchanges
 */
public record GatewaySettings(
    String host,
    int port,
    int managementPort,
    int maxBodyBytes,
    Duration keepAliveInterval,
    Duration drain) {
  public static final GatewaySettings DEFAULT =
      new GatewaySettings(
          "0.0.0.0", 8000, 9000, 32 * 1024 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(30));
}

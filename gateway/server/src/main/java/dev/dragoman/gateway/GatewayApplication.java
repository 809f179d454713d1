package dev.dragoman.gateway;

import dev.dragoman.gateway.config.ConfigSource;

/** Starts gateways. */
public final class GatewayApplication {
  private GatewayApplication() {}

  /** Starts a gateway and returns when it listens. */
  @SuppressWarnings("DoNotCallSuggester")
  public static RunningGateway start(GatewaySettings settings, ConfigSource source) {
    throw new IllegalStateException("not wired yet: " + settings + source);
  }
}

package dev.dragoman.gateway.config;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import java.util.Map;

/**
 * A configuration with the secrets that it names.
 *
 * @param credentials values by name; never logged, see {@link #toString}
 */
public record Configuration(GatewayConfig config, Map<CredentialRef, String> credentials) {
  public Configuration {
    credentials = Map.copyOf(credentials);
  }

  /** The configuration alone: the credentials never reach a log. */
  @Override
  public String toString() {
    return "Configuration[generation=" + config.generation() + "]";
  }
}

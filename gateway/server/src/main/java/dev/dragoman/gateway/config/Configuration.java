package dev.dragoman.gateway.config;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import java.util.Map;
import java.util.UUID;

/**
 * A configuration with the secrets that it names.
 *
 * @param epoch the history that the generation counts in; generations of two epochs have no order
 * @param credentials values by name; never logged, see {@link #toString}
 */
public record Configuration(
    UUID epoch, GatewayConfig config, Map<CredentialRef, String> credentials) {
  /** The epoch of sources that have but one. */
  public static final UUID ONLY_EPOCH = new UUID(0, 0);

  public Configuration {
    credentials = Map.copyOf(credentials);
  }

  /** A configuration of a source that counts its generations without a break. */
  public Configuration(GatewayConfig config, Map<CredentialRef, String> credentials) {
    this(ONLY_EPOCH, config, credentials);
  }

  /** Whether this is of the same history as {@code other} and earlier in it. */
  boolean isOlderThan(Configuration other) {
    return epoch.equals(other.epoch) && config.generation() < other.config.generation();
  }

  /** The configuration alone: the credentials never reach a log. */
  @Override
  public String toString() {
    return "Configuration[generation=" + config.generation() + "]";
  }
}

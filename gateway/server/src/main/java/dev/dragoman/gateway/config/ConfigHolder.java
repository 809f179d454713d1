package dev.dragoman.gateway.config;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import org.jspecify.annotations.Nullable;

/** The snapshot of now. Replacing it does not touch requests that run on an earlier one. */
public final class ConfigHolder {
  private volatile @Nullable RuntimeConfig current;

  ConfigHolder() {}

  /**
   * The snapshot that a request takes at its start.
   *
   * @throws GatewayException {@code UNAVAILABLE} before the first configuration is in force
   */
  public RuntimeConfig current() {
    RuntimeConfig snapshot = current;
    if (snapshot == null) {
      throw GatewayException.of(
          ErrorKind.UNAVAILABLE,
          "this gateway has no configuration yet; try again in a few seconds");
    }
    return snapshot;
  }

  void replace(RuntimeConfig next) {
    current = next;
  }
}

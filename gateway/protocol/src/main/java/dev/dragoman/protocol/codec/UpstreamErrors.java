package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.GatewayError;

/** Placeholder. */
public final class UpstreamErrors {
  private UpstreamErrors() {}

  /** What of an upstream's error a client may see. */
  public static GatewayError forClient(GatewayError upstream) {
    return upstream;
  }
}

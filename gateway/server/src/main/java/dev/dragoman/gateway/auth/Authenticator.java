package dev.dragoman.gateway.auth;

import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import org.jspecify.annotations.Nullable;

/** Port: tells who is asking. */
public interface Authenticator {
  /** The credential that would be judged, null when none was sent. */
  @Nullable String presented(WireHeaders headers);

  /**
   * The caller of a request.
   *
   * @throws GatewayException {@code AUTH}, a wrong key and an unknown one are not told apart;
   *     {@code PERMISSION} for a key that is suspended
   */
  Caller authenticate(KnownKeys keys, WireHeaders headers);
}

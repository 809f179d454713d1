package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyText;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Looks a key up by its public id and compares digests in constant time. */
public final class ApiKeyAuthenticator implements Authenticator {
  @Override
  public Caller authenticate(KnownKeys keys, WireHeaders headers) {
    String presented = PresentedKeys.of(headers);
    Caller known = presented == null ? null : lookUp(keys, presented);
    if (known != null) {
      return known;
    }
    if (!keys.keyRequired()) {
      return Caller.ANONYMOUS;
    }
    throw GatewayException.of(
        ErrorKind.AUTH,
        presented == null
            ? "no API key was sent; send it as \"Authorization: Bearer KEY\" or \"x-api-key: KEY\""
            : "the API key is not valid for this gateway");
  }

  private static @Nullable Caller lookUp(KnownKeys keys, String presented) {
    KnownKey key = keys.key(KeyText.keyIdOf(presented));
    if (key == null) {
      return null;
    }
    byte[] digest = KeyText.digestOf(presented).getBytes(StandardCharsets.US_ASCII);
    boolean valid = false;
    for (byte[] expected : key.digests()) {
      valid |= MessageDigest.isEqual(expected, digest);
    }
    return valid ? key.caller() : null;
  }
}
